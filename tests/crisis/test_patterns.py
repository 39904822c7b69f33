"""The gate's first stage: reviewed patterns, each proved by its examples."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.crisis import Patterns, normalise
from assistant.crisis.patterns import PATTERNS
from assistant.errors import StartRefused
from knowledge_base.article import WrittenForm

MAX_FALSE_ALARMS = 0.03

CONTENT: dict[str, Any] = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))


def examples(part: str) -> list[Any]:
    return [
        pytest.param(entry, example, id=f"{entry['id']}-{number}")
        for entry in CONTENT[part]
        for number, example in enumerate(entry["examples"])
    ]


def without_exclusions(folder: Path) -> Patterns:
    path = folder / "patterns.yml"
    path.write_text(yaml.safe_dump(CONTENT | {"exclusions": []}), encoding="utf-8")
    return Patterns(path)


def false_alarms(patterns: Patterns) -> dict[str, float]:
    """By form, the share of the collected messages that are no crisis in which a pattern is met all the same."""
    met: dict[str, list[bool]] = defaultdict(list)
    for line in (Path(__file__).parents[1] / "crisis_messages.jsonl").read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        if not message["crisis"]:
            met[message["written_form"]].append(patterns.first(message["text"]) is not None)
    return {form: sum(found) / len(found) for form, found in met.items()}


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return Patterns()


class TestEachPattern:
    @pytest.mark.parametrize(("entry", "example"), examples("patterns"))
    def test_is_met_by_its_examples_or_one_before_it_is(self, patterns, entry, example):
        assert patterns.first(example) is not None

    @pytest.mark.parametrize(("entry", "example"), examples("patterns") + examples("exclusions"))
    def test_finds_something_in_each_of_its_own_examples(self, entry, example):
        assert re.search(entry["pattern"], normalise(example), re.IGNORECASE)

    @pytest.mark.parametrize(("entry", "example"), examples("exclusions"))
    def test_that_excludes_hides_its_examples(self, patterns, entry, example):
        assert patterns.first(example) is None

    def test_has_an_id_of_its_own_and_a_known_category(self):
        ids = [entry["id"] for entry in CONTENT["patterns"] + CONTENT["exclusions"]]

        assert len(ids) == len(set(ids))
        assert {entry["category"] for entry in CONTENT["patterns"]} == set(CONTENT["categories"])

    def test_has_examples_and_names_its_forms(self):
        for entry in CONTENT["patterns"] + CONTENT["exclusions"]:
            assert len(entry["examples"]) >= 1, entry["id"]
            assert {WrittenForm(form) for form in entry["forms"]}, entry["id"]

    @pytest.mark.parametrize("form", WrittenForm)
    def test_belongs_to_a_category_that_every_form_covers(self, form):
        covered = {entry["category"] for entry in CONTENT["patterns"] if form in entry["forms"]}

        assert covered == set(CONTENT["categories"])


class TestPatterns:
    def test_have_the_version_of_their_file(self, patterns):
        assert patterns.version == CONTENT["version"]

    def test_tell_which_was_met_and_its_category(self, patterns):
        met = patterns.first("Jeg vil ikke leve lenger.")

        assert (met.id, met.category) == ("no-direct-05", "suicide_direct")

    @pytest.mark.parametrize(
        "words",
        [
            "JEG VIL IKKE LEVE LENGER",
            "jeg vil\n\n  ikke\tleve   lenger",
            "jeg vil\u00a0ikke leve lenger",
            "ｊｅｇ ｖｉｌ ｉｋｋｅ ｌｅｖｅ ｌｅｎｇｅｒ",
            "I don't want to live anymore",
            "I don\u2019t want to live anymore",
            "I don\u02bct want to live anymore",
            "I don`t want to live anymore",
        ],
    )
    def test_are_not_fooled_by_case_blanks_width_or_apostrophes(self, patterns, words):
        assert patterns.first(words) is not None

    def test_of_every_form_are_tried_whatever_form_the_rest_is_in(self, patterns):
        met = patterns.first("Hei. Kontrakten går ut i juni. I want to kill myself. Kva gjer eg?")

        assert met.category == "suicide_direct"

    def test_are_met_at_the_end_of_a_long_message(self, patterns):
        assert patterns.first("Hvor lang oppsigelsestid har jeg? " * 100 + "Jeg vil ikke leve lenger.") is not None

    def test_that_exclude_hide_only_what_they_speak_of(self, patterns):
        assert patterns.first("Jeg forsker på selvmord blant unge.") is None
        assert patterns.first("Jeg forsker på selvmord blant unge. Selv vil jeg ikke leve lenger.") is not None

    def test_tell_fear_for_somebody_else_apart(self, patterns):
        assert patterns.first("En kollega sier at hun vil ta livet sitt").category == "third_person"

    @pytest.mark.parametrize("words", ["", "   ", "?", "Hvordan skriver jeg en CV?"])
    def test_are_not_met_by_anything_else(self, patterns, words):
        assert patterns.first(words) is None

    def test_are_met_by_hardly_any_message_that_is_no_crisis(self, patterns):
        shares = false_alarms(patterns)

        assert {form: share for form, share in shares.items() if share > MAX_FALSE_ALARMS} == {}
        assert set(shares) == set(WrittenForm)

    def test_without_the_exclusions_would_be_met_by_many(self, tmp_path):
        """If this fails, the test above proves nothing."""
        shares = false_alarms(without_exclusions(tmp_path))

        assert {form for form, share in shares.items() if share > MAX_FALSE_ALARMS} == set(WrittenForm)


class TestAFileOfPatterns:
    @pytest.mark.parametrize(
        "content",
        [
            "",
            "just words",
            "version: 1\npatterns: []\nexclusions: []\n",
            "version: 1\npatterns: [{id: a, category: b, pattern: '('}]\nexclusions: []\n",
            "version: 1\npatterns: [{id: a, category: b}]\nexclusions: []\n",
            "version: 1\npatterns: [{id: a, category: b, pattern: c}]\n",
            "version: 1\npatterns: [{id: a, category: b, pattern: c}]\nexclusions: [{id: a, pattern: '['}]\n",
            "version: [1\n",
        ],
    )
    def test_that_is_broken_stops_the_start_with_one_sentence(self, tmp_path, content):
        path = tmp_path / "patterns.yml"
        path.write_text(content, encoding="utf-8")

        with pytest.raises(StartRefused) as refusal:
            Patterns(path)

        assert str(refusal.value).startswith(f"The crisis patterns in {path} cannot be used (")
        assert str(refusal.value).endswith("): restore the file.")

    def test_that_is_absent_or_is_not_utf_8_stops_the_start(self, tmp_path):
        path = tmp_path / "patterns.yml"
        with pytest.raises(StartRefused):
            Patterns(path)

        path.write_bytes(b"version: \xf8")
        with pytest.raises(StartRefused):
            Patterns(path)
