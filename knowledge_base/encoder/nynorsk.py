"""Nynorsk made from Bokmål word by word, because parallel Nynorsk is scarce. Rough, and only ever learnt from.

Which word stands for which is read off pairs that share their English: the same sentence in both forms.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from knowledge_base.encoder.parallel import Pair

SOURCE = "made_nynorsk"
MIN_SEEN = 2
MIN_SHARE = 0.6

_WORD = re.compile(r"\w+")


def lexicon(pairs: Iterable[Pair]) -> dict[str, str]:
    """Bokmål words with the Nynorsk word that stands in their place, from sentences equally long in both forms."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for bokmal, nynorsk in _same_sentences(pairs):
        ours, theirs = _words(bokmal), _words(nynorsk)
        # Word order is nearly the same in the two forms, so equal length lets words be paired by their place.
        if len(ours) == len(theirs) and sum(a == b for a, b in zip(ours, theirs, strict=True)) * 3 >= len(ours):
            for a, b in zip(ours, theirs, strict=True):
                seen[a][b] += 1
    return {word: best for word, others in seen.items() if (best := _usual(word, others)) != word}


def make(pairs: Sequence[Pair]) -> list[Pair]:
    """A Nynorsk pair for each Bokmål pair that has none and in which the lexicon changes a word."""
    words = lexicon(pairs)
    covered = {pair.english for pair in pairs if pair.form == "nn"}
    made = []
    for pair in pairs:
        if pair.form == "nb" and pair.english not in covered:
            changed = _WORD.sub(lambda found: _like(found.group(), words), pair.norwegian)
            if changed != pair.norwegian:
                made.append(Pair(SOURCE, "nn", pair.english, changed))
    return made


def _same_sentences(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    by_english: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"nb": [], "nn": []})
    for pair in pairs:
        by_english[pair.english][pair.form].append(pair.norwegian)
    return [(forms["nb"][0], forms["nn"][0]) for forms in by_english.values() if forms["nb"] and forms["nn"]]


def _usual(word: str, others: Counter[str]) -> str:
    best, count = others.most_common(1)[0]
    total = sum(others.values())
    return best if count >= MIN_SEEN and count >= MIN_SHARE * total else word


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _like(word: str, words: dict[str, str]) -> str:
    other = words.get(word.casefold(), "")
    return (other.capitalize() if word[0].isupper() else other) or word
