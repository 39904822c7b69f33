"""A message cut into its sentences, in any of the three forms."""

import re
from functools import cache

from knowledge_base.language import Language, spacy

MAX_SENTENCES = 8
# No abbreviation is longer than this.
MAX_WORD_CHARS = 40

_GAP = re.compile(r"\s+")
_DOTTED = re.compile(r"(?:\w{1,4}\.)+\w{1,4}")
# After these a full stop ends no sentence, beside those with a full stop within ("f.eks.") and single letters.
_ABBREVIATIONS = frozenset("approx ca dr dvs ekskl evt fig inkl jf jfr kl mr mrs ms nr prof st stk tlf vs vol".split())


@cache
def _sentencizer() -> Language:
    # The rules for the end of a sentence are the same in the three forms.
    language = spacy.blank("nb")
    language.add_pipe("sentencizer")
    return language


def sentences_in(message: str) -> list[str]:
    """Each sentence of the message with a word in it."""
    sentences = [sentence.text.strip() for sentence in _sentencizer()(message).sents]
    return [sentence for sentence in sentences if any(sign.isalpha() for sign in sentence)]


def questions_in(message: str) -> list[str]:
    """The message as a whole and then, if it has several, each of its first sentences."""
    sentences = sentences_in(message)
    return [message, *sentences[:MAX_SENTENCES]] if len(sentences) > 1 else [message]


def parts_in(message: str) -> list[str]:
    """The message cut after each sentence and between paragraphs, for people: every sign of it stands in one part.

    Other than sentences_in it must neither lose a number nor cut in "ph.d." or "1. mars"; in doubt it does not cut.
    """
    cuts = [gap for gap in _GAP.finditer(message) if gap.end() < len(message) and _is_end(message, gap)]
    begins, ends = [0, *(gap.end() for gap in cuts)], [*(gap.start() for gap in cuts), len(message)]
    spans: list[tuple[int, int]] = []
    for begin, end in zip(begins, ends, strict=True):
        if spans and not any(sign.isalpha() for sign in message[begin:end]):
            begin, _ = spans.pop()
        spans.append((begin, end))
    return [part for begin, end in spans if (part := message[begin:end].strip())]


def _is_end(message: str, gap: re.Match[str]) -> bool:
    following = message[gap.end()]
    lines = gap[0].count("\n")
    if lines > 1 or (lines and (following.isupper() or following.isdigit() or following in "-–•*")):
        return True
    said = message[max(0, gap.start() - MAX_WORD_CHARS) : gap.start()].rstrip("\"'»”’)]")
    if said.endswith(("!", "?", "…")):
        return True
    return said.endswith(".") and not _is_abbreviation(said.split()[-1].strip(".(«“\"'"), following)


def _is_abbreviation(word: str, following: str) -> bool:
    if word.isdigit():
        return len(word) < 3 or not following.isupper()
    return len(word) == 1 or word.casefold() in _ABBREVIATIONS or bool(_DOTTED.fullmatch(word))
