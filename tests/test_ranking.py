"""How probable it is that an article answers: whether any does, and which."""

import numpy as np
import pytest

from assistant.ranking_fit import fit_choice
from knowledge_base.embedding import HashEmbedder
from knowledge_base.index import Index
from knowledge_base.ranking import FEATURES, LEADS, features, leads, probabilities
from tests.factories import make_variant

ASKED = "How long is the notice period?"
FAR_OFF = "Where is the moon?"
NO_WEIGHT = dict.fromkeys(FEATURES, 0.0)


@pytest.fixture
def index() -> Index:
    notice = make_variant("notice", title="Notice", questions=[ASKED, *(f"{ASKED} ({n})" for n in range(7))])
    variants = [notice, make_variant("salary", title="Salary")]
    return Index(variants, HashEmbedder(), out_of_scope=[FAR_OFF, "What is for lunch?"])


def feature(index: Index, message: str, name: str) -> dict[str, float]:
    column = features(index, index.evidence([message]))[:, FEATURES.index(name)]
    return dict(zip(index.articles.tolist(), column.tolist(), strict=True))


def test_an_articles_own_question_is_the_nearest_in_every_way(index):
    for way in ("meaning", "words", "letters"):
        best = feature(index, ASKED, f"{way} of the best")
        assert best["notice"] > 2 * best["salary"]
        assert feature(index, ASKED, f"place by {way}") == {"notice": 1, "salary": 0.5}


def test_the_mean_of_the_nearest_is_of_at_most_five_passages(index):
    evidence = index.evidence([ASKED])
    of_notice = evidence.meaning[0][index.articles[index.article_of] == "notice"]

    assert feature(index, ASKED, "meaning of the nearest")["notice"] == pytest.approx(np.sort(of_notice)[-5:].mean())


@pytest.mark.parametrize(("message", "is_ahead"), [(ASKED, True), (FAR_OFF, False)])
def test_the_articles_are_ahead_of_what_is_out_of_scope_where_they_are_nearer(index, message, is_ahead):
    evidence = index.evidence([message])
    found = leads(features(index, evidence), evidence)

    assert found.shape == (len(LEADS),)
    assert (found > 0).all() == is_ahead
    assert (found < 0).all() == (not is_ahead)


def test_without_examples_of_what_is_out_of_scope_a_lead_is_the_likeness_itself():
    index = Index([make_variant("notice", title="Notice")], HashEmbedder())
    evidence = index.evidence(["Notice"])

    assert leads(features(index, evidence), evidence)[0] == pytest.approx(1, abs=1e-5)


def test_without_articles_nothing_is_probable():
    index = Index([], HashEmbedder(), out_of_scope=[FAR_OFF])
    evidence = index.evidence([ASKED])
    found = features(index, evidence)

    assert found.shape == (0, len(FEATURES))
    assert probabilities(found, leads(found, evidence), NO_WEIGHT, dict.fromkeys(LEADS, 1.0), 0.0).shape == (0,)


def test_the_probabilities_of_all_articles_add_up_to_that_of_any():
    found = np.random.default_rng(1).standard_normal((6, len(FEATURES)))
    coefficients = dict.fromkeys(FEATURES, 0.3)

    scores = probabilities(found, np.zeros(2), coefficients, dict.fromkeys(LEADS, 1.0), bias=np.log(3))

    assert scores.sum() == pytest.approx(0.75)
    assert scores.argmax() == found.sum(axis=1).argmax()


class TestTheChoiceThatIsFitted:
    @pytest.fixture
    def asked(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Two hundred questions, whose right article is mostly the one whose first of two features is highest."""
        rng = np.random.default_rng(1)
        found = rng.standard_normal((200, 5, 2))
        best = (found[..., 0] + 0.5 * rng.standard_normal((200, 5))).argmax(axis=1)
        return list(found), list(np.eye(5, dtype=bool)[best])

    def test_leans_on_what_tells_the_right_article(self, asked):
        first, second = fit_choice(*asked)

        assert first > 5 * abs(second)

    def test_does_not_depend_on_the_scale_of_a_feature(self, asked):
        features, right = asked

        enlarged = fit_choice([found * (100, 1) for found in features], right)

        assert enlarged * (100, 1) == pytest.approx(fit_choice(features, right), rel=1e-3)

    def test_counts_any_of_several_right_articles(self):
        found = np.array([[1.0], [0.9], [0.0]])

        one = fit_choice([found] * 50, [np.array([True, False, False])] * 50)
        either = fit_choice([found] * 50, [np.array([True, True, False])] * 50)

        # The less it must tell the first from the second, the less it has to lean on the feature.
        assert 0 < either[0] < one[0]

    def test_refuses_a_question_without_a_right_article(self, asked):
        features, right = asked

        with pytest.raises(ValueError, match="right article"):
            fit_choice(features, [*right[:-1], np.zeros(5, dtype=bool)])

    def test_bears_a_feature_that_is_always_the_same(self, asked):
        features, right = asked

        coefficients = fit_choice([np.column_stack([found, np.ones(5)]) for found in features], right)

        assert coefficients[2] == pytest.approx(0)
