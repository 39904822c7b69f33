"""What Rasa learns from: enough examples in each form, each under one intent, and a rule for every intent."""

import json
from collections import Counter, defaultdict
from typing import Any

import pytest
import yaml

from assistant.settings import ROOT
from knowledge_base.article import ARTICLES, Topic, WrittenForm, read_all

MIN_TOPIC_EXAMPLES = {WrittenForm.BOKMAL: 40, WrittenForm.NYNORSK: 20, WrittenForm.ENGLISH: 40}
MIN_SERVICE_EXAMPLES = 12
FALLBACK = "nlu_fallback"

NLU = ROOT / "data/nlu"


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / "data" / name).read_text(encoding="utf-8"))


def lines_of(form: WrittenForm, intent: str) -> list[str]:
    (entry,) = read_yaml(f"nlu/{form}/{intent}.yml")["nlu"]
    assert entry["intent"] == intent
    return entry["examples"].splitlines()


def normalise(text: str) -> str:
    return " ".join("".join(sign for sign in text.casefold() if sign.isalnum() or sign.isspace()).split())


INTENTS: list[str] = [intent for intent in read_yaml("domain.yml")["intents"] if intent != FALLBACK]
EXAMPLES: dict[tuple[WrittenForm, str], list[str]] = {
    (form, intent): [line.removeprefix("- ") for line in lines_of(form, intent)]
    for form in WrittenForm
    for intent in INTENTS
}


def test_every_topic_is_an_intent():
    assert set(Topic) <= set(INTENTS)


def test_every_intent_has_a_file_in_every_form_and_no_file_has_none():
    files = {path.relative_to(NLU).as_posix() for path in NLU.rglob("*") if path.is_file()}

    assert files == {f"{form}/{intent}.yml" for form in WrittenForm for intent in INTENTS}


@pytest.mark.parametrize("form", WrittenForm)
def test_every_intent_has_examples_enough(form):
    least = {intent: MIN_TOPIC_EXAMPLES[form] if intent in set(Topic) else MIN_SERVICE_EXAMPLES for intent in INTENTS}

    assert {intent: n for intent in INTENTS if (n := len(EXAMPLES[form, intent])) < least[intent]} == {}


@pytest.mark.parametrize("form", WrittenForm)
def test_every_line_is_an_example_with_words_in_it(form):
    lines = [line for intent in INTENTS for line in lines_of(form, intent)]

    assert [line for line in lines if not line.startswith("- ") or not normalise(line)] == []


@pytest.mark.parametrize("form", WrittenForm)
def test_no_example_looks_like_a_command_or_like_markup(form):
    texts = [text for intent in INTENTS for text in EXAMPLES[form, intent]]

    assert [text for text in texts if text.lstrip().startswith("/")] == []
    assert [text for text in texts if "](" in text or "{" in text] == []


def test_no_example_stands_under_two_intents():
    intents: dict[str, set[str]] = defaultdict(set)
    for (_, intent), texts in EXAMPLES.items():
        for text in texts:
            intents[normalise(text)].add(intent)

    assert {text: found for text, found in intents.items() if len(found) > 1} == {}


@pytest.mark.parametrize("form", WrittenForm)
def test_no_example_is_given_twice(form):
    counts = Counter(normalise(text) for intent in INTENTS for text in EXAMPLES[form, intent])

    assert [text for text, times in counts.items() if times > 1] == []


def test_no_question_of_the_evaluation_has_been_learnt():
    learnt = {normalise(text) for texts in EXAMPLES.values() for text in texts}
    lines = (ROOT / "data/evaluation/questions.jsonl").read_text(encoding="utf-8").splitlines()
    # A greeting of one word is the same wherever it is said.
    asked = [text for line in lines if len((text := json.loads(line)["text"]).split()) > 1]

    assert [text for text in asked if normalise(text) in learnt] == []


def test_the_evaluation_names_topics_and_articles_that_exist():
    slugs = {variant.slug for variant in read_all(ARTICLES)}
    for line in (ROOT / "data/evaluation/questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)

        assert set(question["topics"]) <= set(Topic), question["id"]
        assert set(question["articles"]) <= slugs, question["id"]


def test_every_intent_has_one_rule_and_every_rule_one_intent_and_one_action():
    rules = read_yaml("rules.yml")["rules"]
    intents = [rule["steps"][0]["intent"] for rule in rules]
    domain = read_yaml("domain.yml")

    assert sorted(intents) == sorted(domain["intents"])
    assert {rule["steps"][1]["action"] for rule in rules} == set(domain["actions"])
    assert {len(rule["steps"]) for rule in rules} == {2}


def test_what_is_not_understood_has_a_rule_too():
    """Without one Rasa would answer nothing, which a researcher sees as a failure."""
    rules = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in read_yaml("rules.yml")["rules"]}
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]

    assert "FallbackClassifier" in {part["name"] for part in pipeline}
    assert rules[FALLBACK] == "action_answer_question"
