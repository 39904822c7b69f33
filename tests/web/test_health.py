"""Whether the process is alive and ready, and its figures."""

from assistant.bootstrap import Services
from tests.chat import CRISIS
from tests.fakes import ScriptedEngine
from tests.web.bookings import book_by_program
from tests.web.clients import Program, browser, open_slots


def test_the_process_says_that_it_is_alive(services: Services):
    assert browser(services).get("/healthz").json() == {"status": "ok"}


def test_it_is_ready_when_every_part_is(services: Services):
    answer = browser(services).get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "parts": {"database": True, "dialogue": True}})


def test_a_part_that_is_not_ready_is_named(services: Services, engine: ScriptedEngine):
    engine.silent = True

    answer = browser(services).get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "parts": {"database": True, "dialogue": False}},
    )


def test_a_database_without_its_tables_is_named(services: Services):
    with services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE article_variants RENAME TO elsewhere")

    answer = browser(services).get("/readyz")

    with services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO article_variants")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (503, False)


def test_the_figures_count_and_name_nobody(services: Services, engine: ScriptedEngine):
    engine.silent = True
    program = Program.begin(services)
    program.say("Lønn, med mine egne ord")
    program.say(CRISIS)
    book_by_program(services, open_slots(services)[0])

    figures = browser(services).get("/metrics").text

    lines = dict(line.rsplit(" ", 1) for line in figures.splitlines() if not line.startswith("#"))
    assert lines == {
        "veivalg_conversations": "1.0", "veivalg_messages": "4.0", "veivalg_messages_kept": "1.0",
        "veivalg_crisis_alerts_unseen": "1.0", "veivalg_mails_unsent": "2.0",
    }  # fmt: skip
    assert "egne" not in figures
