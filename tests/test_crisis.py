"""The crisis gate: that it opens when life is in danger, stays shut otherwise, and what it then says."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.crisis import CrisisGate, CrisisHit, crisis_reply, normalise, reply_texts
from assistant.crisis.gate import PATTERNS
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from assistant.errors import StartRefused
from assistant.texts import text
from assistant.triage import Reason, Urgency
from knowledge_base.article import WrittenForm

MIN_SENSITIVITY = 0.98
MAX_FALSE_ALARMS = 0.03

CONTENT: dict[str, Any] = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
MESSAGES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "crisis_messages.jsonl").read_text(encoding="utf-8").splitlines()
]


def examples(part: str) -> list[Any]:
    return [
        pytest.param(entry, example, id=f"{entry['id']}-{number}")
        for entry in CONTENT[part]
        for number, example in enumerate(entry["examples"])
    ]


def gate_without_exclusions(folder: Path) -> CrisisGate:
    path = folder / "patterns.yml"
    path.write_text(yaml.safe_dump(CONTENT | {"exclusions": []}), encoding="utf-8")
    return CrisisGate(path)


def share_of_hits(gate: CrisisGate, *, crisis: bool) -> dict[str, float]:
    """By form, the share of the collected messages, of those that are a crisis or not, at which the gate opens."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for message in MESSAGES:
        if message["crisis"] is crisis:
            hits[message["written_form"]].append(gate.check(message["text"]) is not None)
    return {form: sum(found) / len(found) for form, found in hits.items()}


@pytest.fixture(scope="module")
def gate() -> CrisisGate:
    return CrisisGate()


class TestPatterns:
    @pytest.mark.parametrize(("entry", "example"), examples("patterns"))
    def test_every_example_opens_the_gate(self, gate, entry, example):
        hit = gate.check(example)

        assert hit is not None
        assert hit.version == CONTENT["version"]

    @pytest.mark.parametrize(("entry", "example"), examples("patterns") + examples("exclusions"))
    def test_every_example_is_one_of_its_own_pattern(self, entry, example):
        assert re.search(entry["pattern"], normalise(example), re.IGNORECASE)

    @pytest.mark.parametrize(("entry", "example"), examples("exclusions"))
    def test_no_example_of_an_exclusion_opens_the_gate(self, gate, entry, example):
        assert gate.check(example) is None

    def test_each_has_an_id_of_its_own_and_a_known_category(self):
        ids = [entry["id"] for entry in CONTENT["patterns"] + CONTENT["exclusions"]]

        assert len(ids) == len(set(ids))
        assert {entry["category"] for entry in CONTENT["patterns"]} == set(CONTENT["categories"])

    def test_each_has_examples_and_names_its_forms(self):
        for entry in CONTENT["patterns"] + CONTENT["exclusions"]:
            assert len(entry["examples"]) >= 1, entry["id"]
            assert {WrittenForm(form) for form in entry["forms"]}, entry["id"]

    @pytest.mark.parametrize("form", WrittenForm)
    def test_every_category_is_covered_in_every_form(self, form):
        covered = {entry["category"] for entry in CONTENT["patterns"] if form in entry["forms"]}

        assert covered == set(CONTENT["categories"])


class TestGate:
    def test_the_collected_messages_are_as_many_in_each_form(self):
        counts = {
            (form, crisis): sum(m["written_form"] == form and m["crisis"] is crisis for m in MESSAGES)
            for form in WrittenForm
            for crisis in (True, False)
        }

        assert min(counts.values()) >= 40
        assert len(set(counts.values())) == 1

    def test_opens_at_nearly_every_crisis_in_every_form(self, gate):
        shares = share_of_hits(gate, crisis=True)

        assert {form: share for form, share in shares.items() if share < MIN_SENSITIVITY} == {}
        assert set(shares) == set(WrittenForm)

    def test_opens_at_hardly_anything_else_in_any_form(self, gate):
        shares = share_of_hits(gate, crisis=False)

        assert {form: share for form, share in shares.items() if share > MAX_FALSE_ALARMS} == {}
        assert set(shares) == set(WrittenForm)

    def test_without_the_exclusions_it_would_open_at_much_else(self, tmp_path):
        """If this fails, the test above proves nothing."""
        shares = share_of_hits(gate_without_exclusions(tmp_path), crisis=False)

        assert {form for form, share in shares.items() if share > MAX_FALSE_ALARMS} == set(WrittenForm)

    def test_names_the_pattern_its_category_and_the_version(self, gate):
        hit = gate.check("Jeg vil ikke leve lenger.")

        assert hit == CrisisHit("no-direct-05", "suicide_direct", CONTENT["version"])

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
    def test_is_not_fooled_by_case_blanks_width_or_apostrophes(self, gate, words):
        assert gate.check(words) is not None

    def test_reads_every_form_whatever_form_the_conversation_is_in(self, gate):
        hit = gate.check("Hei. Kontrakten går ut i juni. I want to kill myself. Kva gjer eg?")

        assert hit.category == "suicide_direct"

    def test_finds_a_crisis_at_the_end_of_a_long_message(self, gate):
        assert gate.check("Hvor lang oppsigelsestid har jeg? " * 100 + "Jeg vil ikke leve lenger.") is not None

    def test_an_exclusion_hides_only_what_it_speaks_of(self, gate):
        assert gate.check("Jeg forsker på selvmord blant unge.") is None
        assert gate.check("Jeg forsker på selvmord blant unge. Selv vil jeg ikke leve lenger.") is not None

    def test_fear_for_somebody_else_is_told_apart(self, gate):
        assert gate.check("En kollega sier at hun vil ta livet sitt").category == "third_person"

    @pytest.mark.parametrize("words", ["", "   ", "?", "Hvordan skriver jeg en CV?"])
    def test_stays_shut_at_anything_else(self, gate, words):
        assert gate.check(words) is None

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
    def test_a_broken_file_of_patterns_stops_the_start_with_one_sentence(self, tmp_path, content):
        path = tmp_path / "patterns.yml"
        path.write_text(content, encoding="utf-8")

        with pytest.raises(StartRefused) as refusal:
            CrisisGate(path)

        assert str(refusal.value).startswith(f"The crisis patterns in {path} cannot be used (")
        assert str(refusal.value).endswith("): restore the file.")

    def test_a_file_of_patterns_that_is_absent_or_is_not_utf_8_stops_the_start(self, tmp_path):
        path = tmp_path / "patterns.yml"
        with pytest.raises(StartRefused):
            CrisisGate(path)

        path.write_bytes(b"version: \xf8")
        with pytest.raises(StartRefused):
            CrisisGate(path)


CATEGORIES = sorted(CONTENT["categories"])


def reply_to(category: str, form: WrittenForm) -> Reply:
    return crisis_reply(CrisisHit("some-pattern", category, "1"), form)


@pytest.mark.parametrize("form", WrittenForm)
class TestReply:
    @pytest.mark.parametrize("category", CATEGORIES)
    def test_gives_the_four_numbers(self, form, category):
        words = reply_to(category, form).text

        assert [n for n in ("113", "116 117", "116 123", "22 40 00 40") if n not in words] == []

    def test_to_violence_gives_the_number_of_the_police(self, form):
        assert "112" in reply_to("violence", form).text

    @pytest.mark.parametrize("category", CATEGORIES)
    def test_is_fixed_text_that_offers_a_person_and_goes_on(self, form, category):
        reply = reply_to(category, form)

        assert (reply.kind, reply.written_form) == (ReplyKind.CRISIS, form)
        assert reply.text in reply_texts()[form].values()
        assert [(button.label, button.action) for button in reply.buttons] == [
            (text("button-talk", form), ButtonAction.HANDOFF)
        ]
        assert reply.passages == ()

    def test_puts_the_conversation_first_in_the_queue(self, form):
        triage = reply_to("suicide_direct", form).triage

        assert (triage.urgency, triage.needs_human) == (Urgency.CRISIS, True)
        assert triage.reasons == (Reason.CRISIS,)

    def test_speaks_of_the_other_when_the_writer_fears_for_another(self, form):
        assert reply_to("third_person", form).text == reply_texts()[form]["text_third_person"]
        assert reply_to("third_person", form).text != reply_to("suicide_direct", form).text

    def test_comes_with_numbers_that_can_be_dialled(self, form):
        numbers = reply_texts()[form]["numbers"]

        assert [entry["tel"] for entry in numbers] == ["113", "112", "116117", "116123", "22400040"]
        assert all(entry["number"].replace(" ", "") == entry["tel"] and entry["label"] for entry in numbers)

    def test_says_that_it_is_a_machine(self, form):
        machine = {"nb": "Jeg er en maskin", "nn": "Eg er ei maskin", "en": "I am a machine"}[form]

        assert machine in reply_to("collapse", form).text


def test_the_reply_tells_where_its_numbers_were_read_and_when():
    assert reply_texts()["source"].startswith("https://")
    assert reply_texts()["as_of"]
    assert reply_texts()["reviewed_by"]
