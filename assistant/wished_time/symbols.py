"""A message as symbols: each word or number with what it may mean for time, as words.yml says."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.article import WrittenForm

WORDS = Path(__file__).parent / "words.yml"
_TOKEN = re.compile(
    r"(?P<date>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<clock>(?<!\d)\d{1,2}:\d{2}(?!\d))"
    r"|(?P<pair>(?<![\d.,/])\d{1,2}(?:\.\d{1,2}(?:\.(?:\d{4}|\d{2})?)?|/\d{1,2}(?:/(?:\d{4}|\d{2}))?)(?![\d/%]))"
    r"|(?P<th>(?<![\d.,/])\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<ord>(?<![\d.,/])\d{1,2}\.(?!\d))"
    r"|(?P<int>(?<![\d.,/])\d{1,4}(?![\d%]))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?|[@&])"
    r"|(?P<dash>->|[-–—])"
    r"|(?P<punct>[.,;:!?()\n])"
    r"|(?P<other>[^\s])"
)
_PM = re.compile(r"\b([ap])\.\s?m\b\.?")
# Numbers in figures that are neither days nor times of day: a day and a half, around the clock, a share of a position.
_NO_DATES = ("24/7", "50/50")
_YEARS = range(2000, 2100)
_DOTTED = frozenset({"at", "month", "short", "weekday", "week", "around", "word", "am", "pm"})
_BEHIND_SHORT = frozenset({"int", "ord", "th", "pair", "date", "clock", "at", "part"})
_LINKS = frozenset({"or", "and", "dash", "to", "til", "punct"})
_BEFORE_MAY = "in of early mid late before after from until this next coming between int ord th nth"
# Words that are a weekday's name in one language and something else in the other.
_ENGLISH_SHORT = frozenset({"mon", "fri", "sat", "wed", "thu", "tue"})
_NORWEGIAN_SHORT = frozenset({"man", "mån", "må", "tor", "ons", "tir", "lør", "lau", "søn", "fre"})


@dataclass(frozen=True)
class Symbol:
    """What a word, phrase or number means: its kind, and its value if the kind has values.

    Values are numbers (a weekday from 0 on, a month from 1 on), names ("easter") or, for times and dates in
    figures, the figures; `text` is as written, in lower case.
    """

    kind: str
    text: str
    value: Any = 0


def symbols_of(message: str, written_form: WrittenForm) -> tuple[Symbol, ...]:
    """The message's symbols in order; words without a meaning for time are "other", and marks "punct"."""
    text = unicodedata.normalize("NFC", message).casefold().replace("’", "'")
    tokens = [_figures(found) for found in _TOKEN.finditer(_PM.sub(r"\1m", text))]
    symbols = _without_abbreviating_dots(list(_phrases(tokens)))
    return tuple(_in_company(symbols, place, written_form) for place in range(len(symbols)))


def _figures(found: re.Match[str]) -> Symbol:
    kind, text = found.lastgroup or "other", found.group()
    if kind == "pair":
        return _pair(text)
    if kind in ("int", "ord", "th"):
        number = int(re.sub(r"\D", "", text))
        return Symbol("yearnum" if number in _YEARS and kind == "int" else kind, text, number)
    if kind in ("clock", "date"):
        return Symbol(kind, text, tuple(int(part) for part in re.split("[:-]", text)))
    return Symbol(kind, text)


def _pair(text: str) -> Symbol:
    """Two numbers with a dot or stroke: a time of day if they can be no date and their minutes are round."""
    if text in _NO_DATES:
        return Symbol("other", text)
    numbers = tuple(int(number) for number in re.split("[./]", text) if number)
    if len(numbers) == 2 and "." in text and not text.endswith(".") and _is_time(*numbers):
        return Symbol("clock", text, numbers)
    return Symbol("pair", text, numbers)


def _is_time(hour: int, minute: int) -> bool:
    return hour <= 24 and minute < 60 and minute % 5 == 0 and (minute > 12 or minute == 0)


def _phrases(tokens: list[Symbol]) -> Iterator[Symbol]:
    lexicon, longest = _lexicon()
    place = 0
    while place < len(tokens):
        for length in range(min(longest, len(tokens) - place), 0, -1):
            phrase = " ".join(token.text for token in tokens[place : place + length])
            if phrase in lexicon:
                yield from lexicon[phrase]
                break
        else:
            length = 1
            token = tokens[place]
            yield Symbol("other", token.text) if token.kind == "word" else token
        place += length


@cache
def _lexicon() -> tuple[dict[str, tuple[Symbol, ...]], int]:
    """What each phrase of words.yml means, and how many words the longest has."""
    content = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    same_as = content.pop("same_as")
    lexicon: dict[str, tuple[Symbol, ...]] = {
        phrase: (Symbol(kind, phrase, value),)
        for kind, values in content.items()
        for value, phrases in (values.items() if isinstance(values, dict) else [(0, values)])
        for phrase in _listed(phrases)
    }
    for meaning, phrases in same_as.items():
        parts = tuple(_phrases_in(meaning, lexicon))
        lexicon.update((phrase, parts) for phrase in _listed(phrases))
    return lexicon, max(len(phrase.split()) for phrase in lexicon)


def _listed(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(",")]


def _phrases_in(meaning: str, lexicon: dict[str, tuple[Symbol, ...]]) -> Iterator[Symbol]:
    """The symbols of "i dag kveld" or "om 2 uker": known phrases of at most two words, and numbers."""
    words = meaning.split()
    while words:
        length = 2 if " ".join(words[:2]) in lexicon else 1
        phrase = " ".join(words[:length])
        yield from (Symbol("int", phrase, int(phrase)),) if phrase.isdigit() else lexicon[phrase]
        del words[:length]


def _without_abbreviating_dots(symbols: list[Symbol]) -> list[Symbol]:
    """Without the dots of "kl.", "des." and "tir.", which would else end a sentence."""
    return [
        symbol
        for place, symbol in enumerate(symbols)
        if not (symbol.text == "." and place and _is_abbreviated(symbols[place - 1], symbols[place + 1 : place + 2]))
    ]


def _is_abbreviated(before: Symbol, after: list[Symbol]) -> bool:
    return before.kind in _DOTTED and (before.kind in ("at", "short") or bool(after and after[0].kind != "other"))


def _in_company(symbols: list[Symbol], place: int, written_form: WrittenForm) -> Symbol:
    """The symbol as its neighbours make it out: "may" and "sat" are names only beside the right words."""
    symbol = symbols[place]
    if symbol.kind == "may":
        is_month = _is_month_among(symbols, place)
        return Symbol("month" if is_month else "other", symbol.text, symbol.value)
    if symbol.kind == "short":
        is_weekday = _may_be_weekday(symbol, written_form) and _is_weekday_among(symbols, place)
        return Symbol("weekday" if is_weekday else "other", symbol.text, symbol.value)
    return symbol


def _kind_at(symbols: list[Symbol], place: int) -> str:
    return symbols[place].kind if 0 <= place < len(symbols) else ""


def _is_month_among(symbols: list[Symbol], place: int) -> bool:
    # "I may" is English, whereas Norwegian's "i" stands before "mai".
    if _kind_at(symbols, place - 1) in ("or", "and", "to", "til", "dash"):
        return _kind_at(symbols, place - 2) == "month"
    is_behind = place > 0 and symbols[place - 1].text != "i" and symbols[place - 1].kind in _BEFORE_MAY.split()
    return is_behind or _kind_at(symbols, place + 1) in ("int", "ord", "th", "yearnum")


def _may_be_weekday(symbol: Symbol, written_form: WrittenForm) -> bool:
    foreign = _NORWEGIAN_SHORT if written_form is WrittenForm.ENGLISH else _ENGLISH_SHORT
    return symbol.text not in foreign


def _is_weekday_among(symbols: list[Symbol], place: int) -> bool:
    """Whether a short name stands before a number or time, behind "next" or "on", or is linked to another weekday."""
    before, after = _kind_at(symbols, place - 1), _kind_at(symbols, place + 1)
    is_behind_on = before == "on" and symbols[place - 1].text == "on"
    links = {before: _kind_at(symbols, place - 2), after: _kind_at(symbols, place + 2)}
    is_linked = any(links.get(link) in ("short", "weekday") for link in _LINKS)
    return is_behind_on or is_linked or after in _BEHIND_SHORT or before in ("next", "this", "coming")
