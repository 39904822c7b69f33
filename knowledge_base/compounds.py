"""Norwegian compounds taken apart: who asks about "foreldrepengeperioden" asks about "foreldrepenger" and "periode".

Every way to cut a word into known words is tried, and the one whose parts are most frequent wins (Koehn and Knight
2003, https://aclanthology.org/E03-1076/).
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache

MIN_PART = 4
MAX_PARTS = 3
# What may stand between two parts: "arbeidsavtale", "barnehage".
_LINKS = ("", "s", "e")


class Compounds:
    """Cuts words into stems that are known. `frequency` says in how many texts each stem stands."""

    def __init__(self, stem: Callable[[str], str], frequency: Mapping[str, int]) -> None:
        self._stem = stem
        self._frequency = frequency
        self.parts = cache(self._parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The stems of a compound's parts, in their order; empty if it is none."""
        return max(self._cuts(word, MAX_PARTS), key=self._mean_frequency, default=())

    def _cuts(self, word: str, most: int) -> Iterator[tuple[str, ...]]:
        for end in range(MIN_PART, len(word) - MIN_PART + 1):
            first = self._known(word[:end])
            if not first:
                continue
            for link in _LINKS:
                rest = word[end:].removeprefix(link)
                if len(rest) < MIN_PART or (link and not word[end:].startswith(link)):
                    continue
                if last := self._known(rest):
                    yield (first, last)
                if most > 2:
                    yield from ((first, *parts) for parts in self._cuts(rest, most - 1))

    def _known(self, word: str) -> str:
        stem = self._stem(word)
        return stem if stem in self._frequency else ""

    def _mean_frequency(self, parts: tuple[str, ...]) -> float:
        """The geometric mean; of equally frequent cuts the one with fewer parts."""
        return math.exp(sum(math.log(self._frequency[part]) for part in parts) / len(parts)) - len(parts) / 1000
