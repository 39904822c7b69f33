"""Questions that mean nothing without the one before: "and for postdocs?", "hva med meg da?"."""

import re

MAX_WORDS = 9

_OPENING = re.compile(
    r"^\W*(?:(?:og|men|and|but|or|eller|so)\W+)?"
    r"(?:(?:hva|kva|ka|what|how|åssen|hvordan|korleis)\W+(?:med|om|about|for|if|hvis|viss|dersom)"
    r"|(?:gjelder|gjeld) (?:det|dette)|even if|does (?:it|that|this)|selv om|sjølv om"
    r"|hva så|kva så|(?:samme|same) (?:for|med|with))\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(det|dette|da|då|også|òg|og så|it|that|this|too|as well|then|også|like|same|samme)\W*$", re.IGNORECASE
)
_AND = re.compile(r"^\W*(og|men|and|but|eller|or)\b", re.IGNORECASE)


def is_follow_up(message: str) -> bool:
    """Whether a message leans on the question before it: short, and it opens or ends like one that does."""
    if len(message.split()) > MAX_WORDS:
        return False
    return bool(_OPENING.match(message) or (_AND.match(message)) or (_BACK.search(message) and "?" in message))


def in_context(message: str, before: str) -> str:
    """What to search for: the message, with the question before it if it leans on that."""
    return f"{before} {message}" if before and is_follow_up(message) else message
