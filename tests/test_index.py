"""An index that takes over what the one before it had, and one that is too large to compare everything."""

import datetime
from collections.abc import Iterator

import numpy as np
import pytest

from knowledge_base import index as index_module
from knowledge_base import meaning
from knowledge_base.article import Variant, WrittenForm
from knowledge_base.embedding import HashEmbedder
from knowledge_base.index import Index
from knowledge_base.meaning import MeaningIndex
from knowledge_base.search import KnowledgeBase, probability_of_any
from tests.factories import make_variant, make_weights
from tests.fakes import RecordingEmbedder

TODAY = datetime.date(2026, 11, 20)
SUBJECTS = (
    "notice", "salary", "leave", "teaching", "supervision", "publishing", "moving", "visa", "pension", "holiday",
    "illness", "funding", "patents", "writing", "networks", "industry", "schools", "doubt", "quitting", "authorship",
)  # fmt: skip


def about(subject: str, form: WrittenForm = WrittenForm.ENGLISH, answer: str = "It depends.") -> Variant:
    questions = [f"How does {subject} work in case {number}?" for number in range(8)]
    return make_variant(subject, form, title=f"All of {subject}", questions=questions, answer=answer)


@pytest.fixture(scope="module")
def library() -> list[Variant]:
    return [about(subject, form) for subject in SUBJECTS for form in WrittenForm]


@pytest.fixture(scope="module")
def exact(library) -> Index:
    return Index(library, HashEmbedder())


def ranked(index: Index, message: str) -> list[tuple[str, float]]:
    hits = KnowledgeBase(index, make_weights()).rank(message, today=TODAY)
    return [(hit.slug, pytest.approx(hit.score, abs=1e-5)) for hit in hits]


def of_any(index: Index, message: str) -> float:
    hits = KnowledgeBase(index, make_weights()).rank(message, today=TODAY)
    return pytest.approx(probability_of_any(hits), abs=1e-5)


class TestAnIndexAfterAnother:
    @pytest.mark.parametrize("change", ["edited", "added", "removed"])
    def test_finds_what_one_built_anew_finds(self, library, exact, change):
        after = {
            "edited": [*library[1:], about("notice", library[0].written_form, answer="Three months.")],
            "added": [*library, about("bicycles")],
            "removed": library[2:],
        }[change]

        grown, anew = Index(after, HashEmbedder(), before=exact), Index(after, HashEmbedder())

        assert grown.build == anew.build
        assert grown.passages == anew.passages
        for message in ("How does notice work?", "bicycles", "Three months."):
            assert ranked(grown, message) == ranked(anew, message)

    def test_leaves_the_one_before_as_it_was(self, library, exact):
        found = ranked(exact, "How does visa work?")

        Index(library[5:], HashEmbedder(), before=exact)

        assert ranked(exact, "How does visa work?") == found

    def test_embeds_only_what_is_new(self, library):
        embedder = RecordingEmbedder()
        before = Index(library, embedder)
        embedder.given.clear()

        Index([*library, about("bicycles")], embedder, before=before)

        assert len(embedder.given) == len(Index([about("bicycles")], HashEmbedder()).passages)

    def test_embeds_what_is_out_of_scope_anew_only_if_it_has_changed(self, library):
        embedder = RecordingEmbedder()
        before = Index(library, embedder, out_of_scope=["Where is the moon?"])
        embedder.given.clear()

        Index(library, embedder, out_of_scope=["Where is the moon?"], before=before)
        assert embedder.given == []

        Index(library, embedder, out_of_scope=["What is for lunch?"], before=before)
        assert embedder.given == ["What is for lunch?"]

    def test_keeps_the_forms_in_which_nothing_changed(self, library, exact):
        after = Index([*library, about("bicycles")], HashEmbedder(), before=exact)

        kept = {form for form in WrittenForm if after._forms[form] is exact._forms[form]}
        assert kept == {WrittenForm.BOKMAL, WrittenForm.NYNORSK}


@pytest.fixture(scope="module")
def large(library, exact) -> Iterator[Index]:
    """The same articles, more than may be compared exactly; `exact` is built before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "EXACT_UP_TO", 100)
        patch.setattr(index_module, "NEAREST", 5)
        patch.setattr(meaning, "CELLS_VISITED", 3)
        index = Index(library, HashEmbedder())
    # How many are near is asked at each search; the rest was settled when it was built.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "NEAREST", 5)
        yield index


class TestALargeIndex:
    @pytest.mark.parametrize("subject", SUBJECTS)
    def test_puts_the_same_article_first(self, exact, large, subject):
        message = f"How does {subject} work in case 3?"

        assert large.is_large
        assert not exact.is_large
        assert ranked(large, message)[0][0] == ranked(exact, message)[0][0]
        assert of_any(large, message) == of_any(exact, message)

    def test_weighs_only_the_articles_that_are_near(self, large):
        evidence = large.evidence(["How does visa work in case 3?"])

        assert 0 < len(evidence.rows) < len(large.passages)
        assert (np.diff(evidence.rows) > 0).all()
        assert evidence.meaning.shape == evidence.words.shape == evidence.letters.shape == (1, len(evidence.rows))

    @pytest.mark.parametrize("message", ["", "?!", "😀", "qqq"])
    def test_bears_a_message_without_words(self, large, message):
        assert KnowledgeBase(large, make_weights(floor=0.9)).search(message, today=TODAY) == []

    def test_may_have_a_form_without_passages(self, monkeypatch):
        monkeypatch.setattr(index_module, "EXACT_UP_TO", 5)

        (hit, *_) = KnowledgeBase(Index([about("visa"), about("leave")], HashEmbedder()), make_weights()).rank(
            "How does visa work in case 3?", today=TODAY
        )

        assert hit.slug == "visa"


def test_cells_find_nearly_all_of_the_nearest():
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((40, 32))
    vectors = (centres[rng.integers(40, size=4000)] + rng.standard_normal((4000, 32))).astype(np.float32)
    index = MeaningIndex(vectors, with_cells=True)
    asked = vectors[:50] + 0.1 * rng.standard_normal((50, 32)).astype(np.float32)

    shares = []
    for one in asked:
        exact = np.argsort(-index.similarities(one[None])[0])[:20]
        shares.append(len(set(exact.tolist()) & set(index.nearest(one[None], 20).tolist())) / 20)

    assert np.mean(shares) >= 0.95
