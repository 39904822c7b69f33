"""The small classifiers: what they learn, how sure they are, what a message's parts add, and that they can be kept."""

from pathlib import Path

import numpy as np
import pytest

from assistant.classifier import Classifier, parts_of
from assistant.classifier.features import LETTER_GROUPS, features
from assistant.classifier.training import FOLDS, PARAPHRASE, Trained, paraphrases, train
from assistant.errors import StartRefused
from knowledge_base.article import Topic
from knowledge_base.embedding import Embedder, HashEmbedder
from tests.learning import WordEmbedder, make_examples

LABELS = (Topic.JOB_SEARCH, Topic.FAMILY_PLANNING)
ABOUT_BOTH = "Trenger mer om søknad i år. Lurer litt på permisjon igjen."


@pytest.fixture(scope="module")
def trained() -> Trained:
    examples = make_examples()
    truth = np.array([[label in one.topics for label in LABELS] for one in examples])
    return train([one.text for one in examples], LABELS, truth, WordEmbedder())


@pytest.fixture(scope="module")
def classifier(trained: Trained) -> Classifier:
    return trained.classifier


def ask(classifier: Classifier, message: str) -> dict[str, float]:
    return classifier.probabilities(message, WordEmbedder())


class TestATrainedClassifier:
    @pytest.mark.parametrize(
        ("message", "job_search", "family_planning"),
        [
            ("Hva skriver man i en søknad?", True, False),
            ("Noen som har vært på intervju?", True, False),
            ("Når begynner barnehage og permisjon?", False, True),
            ("Hva er en professor?", False, False),
            ("Hva skriver man i en søknad etter permisjon?", True, True),
        ],
    )
    def test_tells_what_a_message_that_it_has_not_seen_is_about(
        self, classifier: Classifier, message, job_search, family_planning
    ):
        probabilities = ask(classifier, message)

        assert {label: value > 0.5 for label, value in probabilities.items()} == {
            Topic.JOB_SEARCH: job_search,
            Topic.FAMILY_PLANNING: family_planning,
        }

    @pytest.mark.parametrize("message", ["", "?", "Hei", ABOUT_BOTH])
    def test_gives_every_label_a_probability_in_the_order_of_training(self, classifier: Classifier, message):
        probabilities = ask(classifier, message)

        assert tuple(probabilities) == LABELS
        assert all(0 <= value <= 1 for value in probabilities.values())

    def test_learns_inflections_and_misspellings_by_groups_of_letters(self, classifier: Classifier):
        assert "søknadsskriving" not in " ".join(one.text for one in make_examples())

        assert ask(classifier, "søknadsskriving")[Topic.JOB_SEARCH] > ask(classifier, "fiske")[Topic.JOB_SEARCH]

    def test_is_the_same_after_training_anew(self, classifier: Classifier):
        examples = make_examples()
        truth = np.array([[label in one.topics for label in LABELS] for one in examples])

        again = train([one.text for one in examples], LABELS, truth, WordEmbedder()).classifier

        np.testing.assert_array_equal(again.weights, classifier.weights)
        np.testing.assert_array_equal(again.bias, classifier.bias)


class TestTraining:
    ASKING, GREETING = "Lurer litt på opprykk igjen.", "Hei igjen alle sammen."

    def test_does_not_take_the_sentence_beside_for_the_one_that_has_the_label(self):
        """Most who greet also ask, so that the greeting alone would pass for a question too."""
        asking = [f"{self.GREETING} {self.ASKING} Kaller dette {number}." for number in range(20)]
        greeting = [f"{self.GREETING} Takk for sist. Kaller dette {number}." for number in range(20, 30)]
        truth = np.array([[True]] * len(asking) + [[False]] * len(greeting))

        classifier = train([*asking, *greeting], ["asking"], truth, HashEmbedder()).classifier

        assert classifier.probabilities(self.ASKING, HashEmbedder())["asking"] > 0.5
        assert classifier.probabilities(self.GREETING, HashEmbedder())["asking"] < 0.5

    @pytest.mark.parametrize(("heavy", "light"), [("fjell", "fjord"), ("fjord", "fjell")])
    def test_believes_the_message_that_counts_more(self, heavy, light):
        """Of the two words half of the messages say one thing and half the other; those beside them are of one mind."""
        texts = [f"{word} nummer {number}" for word in ("alltid", "aldri", heavy, light) for number in range(20)]
        truth = np.array([*[True] * 20, *[False] * 20, *[True, False] * 10, *[False, True] * 10])
        weights = np.array([*[1.0] * 40, *[5.0, 1.0] * 10, *[5.0, 1.0] * 10])

        classifier = train(texts, ["label"], truth[:, None], WordEmbedder(), weights=weights).classifier

        believed = {word: ask(classifier, word)["label"] for word in (heavy, light)}
        assert believed[heavy] > believed[light] + 0.1


class TestTheFeaturesOfAText:
    def test_are_its_vector_and_its_groups_of_letters(self):
        rows = features(["Hei", "Hei på deg"], HashEmbedder().embed(["Hei", "Hei på deg"]))

        assert rows.shape == (2, HashEmbedder.dimension + LETTER_GROUPS)

    def test_weigh_both_alike(self):
        row = features(["Hei på deg"], HashEmbedder().embed(["Hei på deg"])).toarray()[0]

        lengths = np.linalg.norm(row[: HashEmbedder.dimension]), np.linalg.norm(row[HashEmbedder.dimension :])
        assert lengths[0] == pytest.approx(lengths[1], rel=1e-5)


class TestTheParts:
    def test_of_one_sentence_are_the_message(self):
        assert parts_of("Hva er en professor?") == ["Hva er en professor?"]

    def test_of_several_are_the_message_and_each_sentence(self):
        assert parts_of(ABOUT_BOTH) == [
            ABOUT_BOTH, "Trenger mer om søknad i år.", "Lurer litt på permisjon igjen."
        ]  # fmt: skip

    @pytest.mark.parametrize("place", [0, 15, 29])
    def test_all_count_however_many_there_are(self, classifier: Classifier, place):
        sentences = ["Det er fint vær her."] * 30
        sentences[place] = "Trenger mer om søknad i år."

        assert ask(classifier, " ".join(sentences))[Topic.JOB_SEARCH] > 0.5

    def test_each_have_probabilities_of_their_own(self, classifier: Classifier):
        whole, first, second = classifier.of_parts(parts_of(ABOUT_BOTH), WordEmbedder())

        assert (first > 0.5).tolist() == [True, False]
        assert (second > 0.5).tolist() == [False, True]
        assert whole.shape == (len(LABELS),)

    def test_give_a_message_each_label_as_much_as_the_part_that_has_it_most(self, classifier: Classifier):
        parts = classifier.of_parts(parts_of(ABOUT_BOTH), WordEmbedder())

        assert list(ask(classifier, ABOUT_BOTH).values()) == parts.max(axis=0).tolist()

    @pytest.mark.parametrize("beside", ["Hei.", "Det er fint vær her. Jeg liker å gå på ski, og å lese om kvelden."])
    def test_keep_what_is_asked_from_drowning_in_what_stands_beside_it(self, classifier: Classifier, beside):
        asked = "Trenger mer om søknad i år."

        assert ask(classifier, f"{beside} {asked}")[Topic.JOB_SEARCH] >= ask(classifier, asked)[Topic.JOB_SEARCH]


class TestHowSureItIs:
    def test_agrees_on_average_with_how_often_it_is_right(self, trained: Trained):
        """Platt's calibration gives the shares of the messages that it was made on."""
        share = np.mean([[label in one.topics for label in LABELS] for one in make_examples()], axis=0)

        np.testing.assert_allclose(trained.out_of_fold.mean(axis=0), share, atol=0.01)

    def test_is_no_more_than_a_guess_where_nothing_tells_labels_apart(self):
        texts = [one.text for one in make_examples()]
        at_random = np.random.default_rng(1).random((len(texts), 1)) < 0.2

        guesses = train(texts, ["random"], at_random, WordEmbedder(), strength=10).out_of_fold

        assert guesses.shape == at_random.shape
        np.testing.assert_allclose(guesses, at_random.mean(), atol=0.15)

    def test_separates_what_can_be_told_apart_in_messages_that_were_held_out(self, trained: Trained):
        truth = np.array([[label in one.topics for label in LABELS] for one in make_examples()])

        assert trained.out_of_fold[truth].mean() > 0.8
        assert trained.out_of_fold[~truth].mean() < 0.1


class TestParaphrases:
    # Neighbours are 30 degrees apart (cosine 0.87), and the next but one 60 (0.5).
    DEGREES = np.array([0, 30, 60, 150, 180, 265])

    def test_are_texts_chained_together_by_nearness(self):
        radians = np.radians(self.DEGREES)
        groups = paraphrases(np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32))

        assert np.cos(np.radians(60)) < PARAPHRASE < np.cos(np.radians(30))
        assert [[int(one) for one in np.flatnonzero(groups == group)] for group in dict.fromkeys(groups)] == [
            [0, 1, 2], [3, 4], [5]
        ]  # fmt: skip

    def test_are_the_same_whatever_the_order_of_the_texts(self):
        order = np.random.default_rng(2).permutation(len(self.DEGREES))
        radians = np.radians(self.DEGREES[order])

        groups = paraphrases(np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32))

        together = {frozenset(order[groups == group].tolist()) for group in groups}
        assert together == {frozenset({0, 1, 2}), frozenset({3, 4}), frozenset({5})}

    def test_tell_nothing_of_each_other(self):
        assert self.seen_through(WordEmbedder()) < 0.2

    def test_would_tell_everything_of_each_other_were_they_not_kept_together(self):
        """If this fails, the test above proves nothing: to this embedder the same words with a sign are two texts."""
        assert self.seen_through(HashEmbedder()) > 0.5

    def seen_through(self, embedder: Embedder) -> float:
        """How far a label that was drawn for each text can be told from a paraphrase of it: 0 not at all, 1 wholly."""
        rng = np.random.default_rng(3)
        texts = ["".join(rng.choice(list("abcdefghijklmnop"), 12)) for _ in range(42)]
        drawn = rng.random(len(texts)) < 0.5

        told = train(
            [*texts, *(f"{text}?" for text in texts)], ["drawn"], np.tile(drawn, 2)[:, None], embedder
        ).out_of_fold[:, 0]

        return float(told[np.tile(drawn, 2)].mean() - told[~np.tile(drawn, 2)].mean())

    def test_there_must_be_texts_enough_to_hold_some_out(self):
        alike = ["Hei på deg"] * 10
        truth = np.array([[number % 2 == 0] for number in range(10)])

        with pytest.raises(ValueError, match=f"n_splits={FOLDS}"):
            train(alike, ["label"], truth, WordEmbedder())


class TestKeeping:
    @pytest.fixture
    def path(self, classifier: Classifier, tmp_path: Path) -> Path:
        path = tmp_path / "models" / "new" / "weights.npz"
        classifier.save(path)
        return path

    @pytest.mark.parametrize("message", ["", "Hva skriver man i en søknad?", ABOUT_BOTH])
    def test_gives_the_same_probabilities(self, classifier: Classifier, path: Path, message):
        loaded = ask(Classifier.load(path), message)

        assert loaded == pytest.approx(ask(classifier, message), abs=2e-3)
        assert tuple(loaded) == LABELS

    def test_over_an_older_one_replaces_it(self, path: Path):
        other = Classifier(("other",), np.zeros((1, 4), dtype=np.float32), np.ones(1, dtype=np.float32))

        other.save(path)

        assert Classifier.load(path).labels == ("other",)

    def refusal(self, path: Path) -> str:
        with pytest.raises(StartRefused) as refused:
            Classifier.load(path)
        return str(refused.value)

    def test_nothing_is_refused_with_what_to_do(self, tmp_path: Path):
        refusal = self.refusal(tmp_path / "weights.npz")

        assert refusal.startswith(f"The classifier in {tmp_path / 'weights.npz'} cannot be read (")
        assert refusal.endswith("): make or restore it.")

    @pytest.mark.parametrize("kept", [0, 3, 1000])
    def test_a_part_of_a_file_is_refused(self, path: Path, kept):
        path.write_bytes(path.read_bytes()[:kept])

        assert str(path) in self.refusal(path)

    def test_a_damaged_file_is_refused(self, path: Path):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)

        assert str(path) in self.refusal(path)

    def test_something_else_is_refused(self, path: Path):
        path.write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")

        assert str(path) in self.refusal(path)

    def test_a_bare_array_is_refused(self, path: Path):
        with path.open("wb") as file:
            np.save(file, np.zeros(3))

        assert str(path) in self.refusal(path)

    @pytest.mark.parametrize("missing", ["labels", "weights", "bias"])
    def test_other_arrays_are_refused(self, path: Path, missing):
        with np.load(path) as kept:
            others = {name: kept[name] for name in kept if name != missing}
        np.savez_compressed(path, **others)

        assert missing in self.refusal(path)

    def test_an_array_that_runs_code_when_read_is_refused(self, path: Path):
        with np.load(path) as kept:
            arrays = dict(kept) | {"labels": np.array([Path("anything")], dtype=object)}
        np.savez_compressed(path, **arrays)

        assert str(path) in self.refusal(path)
