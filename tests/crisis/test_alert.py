"""What is kept when the gate opens, and how the counsellor's page explains it."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from assistant.bootstrap import Services
from assistant.conversations import CrisisAlert
from assistant.crisis import CrisisGate, Patterns
from assistant.people import Role
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedCrisisModel
from tests.web.clients import Program, staff

MEANT = "Jeg vil ikke leve lenger."
NO_PATTERN = "Hvor lang oppsigelsestid har jeg?"


def with_gate(services: Services, patterns: Patterns, probability: float) -> Services:
    """Services whose gate has these patterns, and a model that finds danger so probable in every message."""
    return replace(services, gate=CrisisGate(patterns, ScriptedCrisisModel(probability, category="collapse")))


def alert_shown(services: Services, program: Program, form: WrittenForm) -> str:
    """What a counsellor who reads this written form is shown of a conversation's only alert."""
    counsellor = staff(services, Role.COUNSELLOR, accept_language=form)
    page = counsellor.page(f"/counsellor/conversations/{program.id}")
    return page.one("div", class_="ds-alert", data_color="danger").one("li").text


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("nb", "Mønster wish; klassifikatoren holder fare for 42 % sannsynlig; kategori collapse"),
        ("nn", "Mønster wish; klassifikatoren held fare for 42 % sannsynleg; kategori collapse"),
        ("en", "Pattern wish; the classifier finds danger 42 % probable; category collapse"),
    ],
)
def test_a_counsellor_is_shown_the_pattern_and_how_probable_danger_is(services: Services, patterns, form, shown):
    guarded = with_gate(services, patterns, 0.42)
    program = Program.begin(guarded)
    program.say(MEANT)

    assert shown in alert_shown(guarded, program, form)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("nb", "Ikke noe mønster slo til; klassifikatoren holder fare for 91 % sannsynlig; kategori collapse"),
        ("nn", "Ikkje noko mønster slo til; klassifikatoren held fare for 91 % sannsynleg; kategori collapse"),
        ("en", "No pattern was met; the classifier finds danger 91 % probable; category collapse"),
    ],
)
def test_a_counsellor_is_told_that_the_classifier_alone_opened_the_gate(services: Services, patterns, form, shown):
    guarded = with_gate(services, patterns, 0.91)
    program = Program.begin(guarded)
    program.say(NO_PATTERN)

    assert shown in alert_shown(guarded, program, form)


def test_an_alert_from_before_there_was_a_classifier_tells_no_probability(services: Services, patterns):
    guarded = with_gate(services, patterns, 0.42)
    program = Program.begin(guarded)
    program.say(MEANT)
    with services.database.transaction() as session:
        session.execute(update(CrisisAlert).values(probability=None))

    shown = alert_shown(guarded, program, WrittenForm.BOKMAL)

    assert "wish" in shown
    assert "%" not in shown


def test_an_alert_keeps_why_the_gate_opened(services: Services, patterns):
    guarded = with_gate(services, patterns, 0.42)

    Program.begin(guarded).say(MEANT)

    with services.database.reading() as session:
        alert = session.scalars(select(CrisisAlert)).one()
        kept = (alert.pattern, alert.category, alert.probability, alert.version)
    assert kept == ("wish", "collapse", 0.42, "patterns-1/model-1")


def test_when_the_model_is_sure_that_nothing_is_meant_nobody_is_alarmed(services: Services, patterns):
    guarded = with_gate(services, patterns, 0.01)

    Program.begin(guarded).say(MEANT)

    with services.database.reading() as session:
        assert session.scalars(select(CrisisAlert)).all() == []
