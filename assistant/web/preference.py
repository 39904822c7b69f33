"""What a researcher asks of a session, in the query of a page or of a call."""

from typing import Annotated, Literal

from fastapi import Depends, Query

from assistant.booking import Kind, Place, Preference
from knowledge_base.article import Topic

# A form sends what was left open as an empty value.
Nothing = Literal[""]
Name = Annotated[str, Query(max_length=200)]
Names = Annotated[list[str], Query(max_length=20)]


def wanted(
    topic: Topic | Nothing | None = None,
    kind: Kind | Nothing | None = None,
    place: Place | Nothing | None = None,
    institution: Name = "",
    counsellor: Name = "",
    not_counsellor: Names = [],  # noqa: B006  # FastAPI copies it.
    not_faculty: Names = [],  # noqa: B006
) -> Preference:
    """The preference in a query."""
    return Preference(
        topic=topic or None, kind=kind or None, place=place or None, institution=institution.strip(),
        counsellor=counsellor, not_counsellors=frozenset(not_counsellor),
        not_faculties=frozenset(name for name in not_faculty if name),
    )  # fmt: skip


WantedHere = Annotated[Preference, Depends(wanted)]
