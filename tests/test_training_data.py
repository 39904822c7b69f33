"""What is learnt from: enough examples in each form, each under one intent, nothing of the evaluation, a rule each."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import texts as our_texts
from assistant.nlu_data import NLU, examples
from assistant.settings import ROOT
from knowledge_base.article import ARTICLES, Topic, WrittenForm, read_all

MIN_TOPIC_EXAMPLES, MIN_TOPIC_EXAMPLES_IN_A_FORM = 250, 75
MIN_SERVICE_EXAMPLES, MIN_SERVICE_EXAMPLES_IN_A_FORM = 60, 20
FALLBACK = "nlu_fallback"

EVALUATION = ROOT / "data/evaluation"


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / "data" / name).read_text(encoding="utf-8"))


def blocks_of(form: WrittenForm, intent: str) -> list[dict[str, Any]]:
    return read_yaml(f"nlu/{form}/{intent}.yml")["nlu"]


def lines_of(form: WrittenForm, intent: str) -> list[str]:
    return [line for block in blocks_of(form, intent) for line in block["examples"].splitlines()]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def normalise(text: str) -> str:
    return " ".join("".join(sign for sign in text.casefold() if sign.isalnum() or sign.isspace()).split())


INTENTS: list[str] = [intent for intent in read_yaml("domain.yml")["intents"] if intent != FALLBACK]
TOPICAL = [intent for intent in INTENTS if intent in set(Topic)]
SERVICE = [intent for intent in INTENTS if intent not in set(Topic)]
EXAMPLES: dict[tuple[WrittenForm, str], list[str]] = {
    (form, intent): [line.removeprefix("- ") for line in lines_of(form, intent)]
    for form in WrittenForm
    for intent in INTENTS
}


class TestTheWordsOfOurButtons:
    def test_are_examples_of_what_they_ask_for(self):
        assert all(our_texts.text("say-book", form) in EXAMPLES[form, "book_session"] for form in WrittenForm)


class TestTheFiles:
    def test_have_an_intent_for_every_topic(self):
        assert set(TOPICAL) == set(Topic)

    def test_are_one_for_every_intent_in_every_form(self):
        files = {path.relative_to(NLU).as_posix() for path in NLU.rglob("*") if path.is_file()}

        assert files == {f"{form}/{intent}.yml" for form in WrittenForm for intent in INTENTS}

    @pytest.mark.parametrize("form", WrittenForm)
    def test_hold_blocks_of_their_own_intent(self, form):
        intents = {intent: {block["intent"] for block in blocks_of(form, intent)} for intent in INTENTS}

        assert intents == {intent: {intent} for intent in INTENTS}

    def test_are_read_whole_for_triage(self):
        """What Rasa learns from and what triage learns from are the same lines."""
        read = Counter((one.written_form, one.intent) for one in examples())

        assert read == {(form, intent): len(texts) for (form, intent), texts in EXAMPLES.items()}


class TestExamples:
    @pytest.mark.parametrize(
        ("intents", "in_all", "in_a_form"),
        [
            (TOPICAL, MIN_TOPIC_EXAMPLES, MIN_TOPIC_EXAMPLES_IN_A_FORM),
            (SERVICE, MIN_SERVICE_EXAMPLES, MIN_SERVICE_EXAMPLES_IN_A_FORM),
        ],
        ids=["topics", "service"],
    )
    def test_are_enough_for_every_intent(self, intents, in_all, in_a_form):
        counts = {intent: [len(EXAMPLES[form, intent]) for form in WrittenForm] for intent in intents}

        too_few = {intent: n for intent, n in counts.items() if sum(n) < in_all or min(n) < in_a_form}
        assert too_few == {}

    @pytest.mark.parametrize("form", WrittenForm)
    def test_have_words_in_them(self, form):
        lines = [line for intent in INTENTS for line in lines_of(form, intent)]

        assert [line for line in lines if not line.startswith("- ") or not normalise(line)] == []

    @pytest.mark.parametrize("form", WrittenForm)
    def test_do_not_look_like_a_command_or_like_markup(self, form):
        texts = [text for intent in INTENTS for text in EXAMPLES[form, intent]]

        assert [text for text in texts if text.lstrip().startswith("/")] == []
        assert [text for text in texts if "](" in text or "{" in text] == []

    def test_stand_under_one_intent(self):
        intents: dict[str, set[str]] = defaultdict(set)
        for (_, intent), texts in EXAMPLES.items():
            for line in texts:
                intents[normalise(line)].add(intent)

        assert {line: found for line, found in intents.items() if len(found) > 1} == {}

    @pytest.mark.parametrize("form", WrittenForm)
    def test_are_given_once(self, form):
        counts = Counter(normalise(text) for intent in INTENTS for text in EXAMPLES[form, intent])

        assert [text for text, times in counts.items() if times > 1] == []


class TestMetadata:
    @pytest.mark.parametrize("form", WrittenForm)
    @pytest.mark.parametrize("intent", TOPICAL)
    def test_of_a_topic_says_what_is_asked_about_and_whether_it_is_personal(self, form, intent):
        for block in blocks_of(form, intent):
            assert set(block) == {"intent", "metadata", "examples"}
            assert set(block["metadata"]) == {"topics", "needs_human"}
            assert block["metadata"]["needs_human"] in (True, False)

    @pytest.mark.parametrize("form", WrittenForm)
    @pytest.mark.parametrize("intent", TOPICAL)
    def test_names_the_topic_of_the_file_first_and_every_topic_once(self, form, intent):
        named = [block["metadata"]["topics"] for block in blocks_of(form, intent)]

        assert {topics[0] for topics in named} == {intent}
        assert [topics for topics in named if len(topics) != len(set(topics)) or not set(topics) <= set(Topic)] == []

    @pytest.mark.parametrize("form", WrittenForm)
    def test_is_the_same_for_no_two_blocks_of_a_file(self, form):
        for intent in INTENTS:
            told = [json.dumps(block.get("metadata")) for block in blocks_of(form, intent)]

            assert len(told) == len(set(told)), intent

    @pytest.mark.parametrize("form", WrittenForm)
    def test_is_for_topics_alone(self, form):
        assert [intent for intent in SERVICE if any("metadata" in block for block in blocks_of(form, intent))] == []

    @pytest.mark.parametrize("form", WrittenForm)
    @pytest.mark.parametrize("topic", Topic)
    def test_gives_triage_questions_of_fact_and_personal_ones_in_every_form(self, form, topic):
        kinds = {one.needs_human for one in examples() if one.written_form == form and topic in one.topics}

        assert kinds == {True, False}


def learnt() -> dict[str, set[str]]:
    """Every text that something is learnt from, by where it stands."""
    tables = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "data/encoder").glob("*.tsv")}
    lines = [*(ROOT / "data/crisis").glob("*.jsonl"), *(ROOT / "data/encoder").glob("*.jsonl")]
    texts: dict[str, Iterable[str]] = {
        "nlu": (one.text for one in examples()),
        **{f"{path.parent.name}/{path.name}": (line["text"] for line in read_jsonl(path)) for path in lines},
        **{f"encoder/{name}": (text for line in table.splitlines() for text in line.split("\t"))
           for name, table in tables.items()},
    }  # fmt: skip
    return {place: {normalise(text) for text in found} for place, found in texts.items()}


def evaluated(name: str) -> list[tuple[str, str]]:
    """Number and text of the lines of an evaluation. A greeting of one word is the same wherever it is said."""
    lines = [(line["id"], normalise(line["text"])) for line in read_jsonl(EVALUATION / name)]
    return [(number, text) for number, text in lines if len(text.split()) > 1]


def numbers_of(lines: Iterable[tuple[str, str]], places: dict[str, set[str]]) -> dict[str, list[str]]:
    """The numbers of the lines that stand in each place. Their texts must not be seen, in a failure neither."""
    lines = list(lines)
    found = {place: [number for number, text in lines if text in texts] for place, texts in places.items()}
    return {place: numbers for place, numbers in found.items() if numbers}


class TestTheEvaluation:
    FILES = ("questions.jsonl", "translations.jsonl", "messages.jsonl", "crisis.jsonl")

    def test_is_these_files(self):
        assert {path.name for path in EVALUATION.iterdir()} == set(self.FILES)

    @pytest.mark.parametrize("name", FILES)
    def test_holds_nothing_that_has_been_learnt(self, name):
        assert numbers_of(evaluated(name), learnt()) == {}

    @pytest.mark.parametrize(
        "place", ["nlu", "crisis/nb.jsonl", "encoder/questions.jsonl", "encoder/everyday.tsv", "encoder/words.tsv"]
    )
    def test_would_be_found_among_what_is_learnt(self, place):
        """If this fails, the test above proves nothing."""
        texts = learnt()[place]
        one = max(texts, key=len)

        assert place in numbers_of([("x1", one)], learnt())

    def test_names_topics_and_articles_that_exist(self):
        slugs = {variant.slug for variant in read_all(ARTICLES)}
        for question in read_jsonl(EVALUATION / "questions.jsonl"):
            assert set(question["topics"]) <= set(Topic), question["id"]
            assert set(question["articles"]) <= slugs, question["id"]


class TestRules:
    def test_are_one_for_every_intent_with_one_action(self):
        rules = read_yaml("rules.yml")["rules"]
        intents = [rule["steps"][0]["intent"] for rule in rules]
        domain = read_yaml("domain.yml")

        assert sorted(intents) == sorted(domain["intents"])
        assert {rule["steps"][1]["action"] for rule in rules} == set(domain["actions"])
        assert {len(rule["steps"]) for rule in rules} == {2}

    def test_cover_what_is_not_understood(self):
        """Without one Rasa would answer nothing, which a researcher sees as a failure."""
        rules = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in read_yaml("rules.yml")["rules"]}
        pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]

        assert "FallbackClassifier" in {part["name"] for part in pipeline}
        assert rules[FALLBACK] == "action_answer_question"
