"""Narrows what is found to where researchers are, and as what: by the institutions and positions that titles name."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.situation import Situation, named_in


def is_elsewhere(title: str, situation: Situation) -> bool:
    """Whether an article is about other institutions only."""
    named = _named(title).institutions
    return bool(named and situation.institutions and not named & situation.institutions)


def sections_for(headings: Sequence[str], situation: Situation) -> list[int] | None:
    """The sections, by their places, that hold in a situation; None if the headings do not depend on it.

    A section about other institutions does not hold. One about another position does not if there is one about this.
    """
    scopes = [_named(heading) for heading in headings]
    here = [place for place, scope in enumerate(scopes) if not _differ(scope.institutions, situation.institutions)]
    if any(scopes[place].positions & situation.positions for place in here):
        here = [place for place in here if not _differ(scopes[place].positions, situation.positions)]
    depends = any(
        (scope.institutions and situation.institutions) or (scope.positions and situation.positions) for scope in scopes
    )
    return here if depends and here else None


def _differ(named: frozenset[str], own: frozenset[str]) -> bool:
    return bool(named and own and not named & own)


@lru_cache(maxsize=8192)
def _named(heading: str) -> Situation:
    # Only what we publish is kept here, nothing of what is asked.
    return named_in(heading)
