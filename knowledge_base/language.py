"""spaCy without what it brings along.

Importing spaCy imports torch if that is installed, to be able to train with it: some 230 MB in every process. The
rule-based pipelines used here never do, so torch is out of sight while spaCy is imported.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _out_of_sight(name: str) -> Iterator[None]:
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # What the import system takes for "is not installed".
    try:
        yield
    finally:
        del sys.modules[name]


with _out_of_sight("torch"):
    import spacy
    from spacy.language import Language
    from spacy.pipeline import EntityRuler

__all__ = ["EntityRuler", "Language", "spacy"]
