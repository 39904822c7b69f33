"""Questions that lean on the one before: "and for postdocs?", "hva med meg da?", "men hvis jeg er syk?"."""

import re

MAX_WORDS = 9

_AND = r"(?:(?:og|men|and|but|or|eller|so)\W+)"
_OPENING = re.compile(
    rf"^\W*{_AND}?(?:(?:hva|kva|ka|what|how|åssen|hvordan|korleis)\W+(?:med|om|about|for|if|hvis|viss|dersom|så)"
    r"|(?:gjelder|gjeld|does) (?:det|dette|it|that|this)|even if|selv om|sjølv om|(?:samme|same) (?:for|med|with))\b",
    re.IGNORECASE,
)
_OPENS_WITH_AND = re.compile(rf"^\W*{_AND}", re.IGNORECASE)
# A question of its own begins with a question word or a verb, also after "and".
_WHOLE_QUESTION = re.compile(
    rf"^\W*{_AND}?(?:hva|hvem|hvor\w*|hvordan|hvilke\w*|når|kva|kven|kvar|kor\w*|kvifor|kva\w*|åssen|kan|skal|må|får|er|har"
    r"|bør|vil|finnes|finst|finn|what|who|where|when|why|which|how|can|could|do|does|did|is|are|should|will|may|must)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:det|dette|it|that|this|same|samme)\W*$", re.IGNORECASE)
_NAMES_NOTHING = re.compile(r"\b(?:det|dette|it|that|this)\b", re.IGNORECASE)
_ENDS_LIKE_ONE = re.compile(r"\b(?:da|då|også|òg|too|as well|then|like)\W*$", re.IGNORECASE)

# Words that ask for nothing by themselves, and those that only say whom or which form it is about.
_EMPTY = re.compile(
    r"og|men|and|but|or|eller|so|så|hva|kva|ka|what|how|hvor|kor|long|lenge|lenger|mye|mykje|much|med|om|for|about|with|hvis"
    r"|viss|if|even|selv|sjølv|gjelder|gjeld|does|do|er|is|are|was|var|blir|betyr|tyder|mean|means|kan|can|få|får|get"
    r"|jeg|eg|i|æ|meg|me|oss|us|my|min|mine|det|dette|it|that|this|them|dem|samme|same|da|då|også|òg|too|as|well|then|like"
    r"|en|ein|a|an|the|som|in|på|of|alle|all|andre|other|others"
    r"|post\W?do[ck]\w*|stipendiat\w*|ph\W?d\w*|doktorgradsstipendiat\w*|doctoral|candidates?|students?|fellows?|forsker\w*"
    r"|forskar\w*|researchers?|midlertidig\w*|mellombels\w*|temporary|ansatt\w*|tilsett\w*|fast|faste|employees?|staff"
    r"|professor\w*|førsteamanuens\w*|norsk|engelsk|nynorsk|bokmål|english|norwegian"
    r"|langt?|tid|time|tar|tek|takes?|koster|kostar|costs?|når|when|hvem|kven|who|hvorfor|kvifor|why|hvordan|korleis|åssen"
    r"|skjer|happens?|gjør|gjer|virker|verkar|fungerer|fungerar|works?|starter|startar|starts?|søk(?:er|jer|e|je)|apply|må"
    r"|must|har|have|trenger|treng|need|går|go|å|to|mulig|mogleg|possible|lov|allowed|vanlig|vanleg|normal|common|sant|true",
    re.IGNORECASE,
)
_ASKS_WHAT_IT_IS = re.compile(r"\b(?:er|is) (?:en|ein|ei|et|eit|a|an|the)\b", re.IGNORECASE)

# "hmm", "hæ?", "ok ...", "???": neither a question nor an answer.
_HESITATION = re.compile(
    r"(?:[\s.,?!…-]|\b(?:h+m+|[ueæø]+h*m*|hæ+|huh|va|hva|ka|kva|what|sorry|unnskyld|orsak|vent|wait|altså|well)\b)+",
    re.IGNORECASE,
)


def leans(message: str) -> bool:
    """Whether a message may lean on the question before it: short, and no whole question of its own."""
    if not _is_short(message):
        return False
    points_back = bool(_POINTS_BACK.search(message)) and "?" in message
    stands_after_and = bool(_OPENS_WITH_AND.match(message)) and not _WHOLE_QUESTION.match(message)
    return bool(_OPENING.match(message)) or points_back or stands_after_and or means_nothing_alone(message)


def means_nothing_alone(message: str) -> bool:
    """Whether a message only points back: "and for postdocs?", "how long does it take?"."""
    points = any(sign.search(message) for sign in (_OPENING, _OPENS_WITH_AND, _NAMES_NOTHING, _ENDS_LIKE_ONE))
    words = re.findall(r"[^\W_]+(?:-[^\W_]+)*", message)
    return points and _is_short(message) and all(map(_EMPTY.fullmatch, words)) and not _ASKS_WHAT_IT_IS.search(message)


def hesitates(message: str) -> bool:
    """Whether a message is neither a question nor an answer: "hmm", "hæ?", "???"."""
    return bool(_HESITATION.fullmatch(message))


def in_context(message: str, before: str) -> str:
    """What to search for when a message leans on the question before it."""
    return f"{before} {message}"


def _is_short(message: str) -> bool:
    return len(message.split()) <= MAX_WORDS
