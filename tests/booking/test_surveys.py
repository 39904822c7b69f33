"""One question after a session: answered once by its link, and counted without a trace of who answered."""

import datetime
import re

import pytest
from sqlalchemy import func, inspect, select

from assistant import audit, booking
from assistant.booking import (
    FEWEST_SHOWN,
    SURVEY_DAYS,
    Helped,
    Survey,
    SurveyAnswers,
    answer_survey,
    check_survey,
    count_answer,
    survey_totals,
)
from assistant.database import Database
from assistant.errors import AlreadyAnswered, NotFound, SurveyExpired
from assistant.people import Profile
from tests.booking.bookings import Booked, book_slot, mails_after, record_it, slots
from tests.fakes import NOON
from tests.races import at_once, stopped_before_writing

DAY = datetime.timedelta(days=1)
NONE = dict.fromkeys(Helped, 0)


@pytest.fixture
def booked(database: Database, ida: Profile) -> Booked:
    return book_slot(database, slots(database)[0])


@pytest.fixture
def secret(database: Database, ida: Profile, booked: Booked) -> str:
    """The secret in the mail that came after the session."""
    record_it(database, booked, ida)
    [mail] = mails_after(database)
    return re.findall(r"/survey/([^?\s]+)", mail.body)[0]


@pytest.fixture
def now(booked: Booked) -> datetime.datetime:
    """When the mail came."""
    return booked[0].ends_at


def answer(database: Database, secret: str, helped: Helped, now: datetime.datetime) -> None:
    with database.transaction() as session:
        answer_survey(session, secret, helped, now=now)


def counted(database: Database) -> dict[str, int]:
    with database.reading() as session:
        query = select(SurveyAnswers.answer, func.sum(SurveyAnswers.number)).group_by(SurveyAnswers.answer)
        return {row[0]: int(row[1]) for row in session.execute(query)}


def new_secrets(database: Database, booked: Booked, number: int, now: datetime.datetime) -> list[str]:
    with database.transaction() as session:
        return [booking.new_survey(session, booked[0].id, now=now) for _ in range(number)]


# Answering


@pytest.mark.parametrize("helped", Helped)
def test_an_answer_is_counted(database: Database, secret: str, now: datetime.datetime, helped: Helped) -> None:
    answer(database, secret, helped, now)

    assert counted(database) == {helped: 1}


def test_a_link_answers_once(database: Database, secret: str, now: datetime.datetime) -> None:
    answer(database, secret, Helped.MUCH, now)

    with pytest.raises(AlreadyAnswered):
        answer(database, secret, Helped.NOT, now)
    assert counted(database) == {"much": 1}


@pytest.mark.parametrize("forged", ["", "x", "?", "æ" * 500, "\0", "%00"])
def test_a_forged_link_leads_nowhere(database: Database, secret: str, now: datetime.datetime, forged: str) -> None:
    with pytest.raises(NotFound):
        answer(database, forged, Helped.MUCH, now)
    assert counted(database) == {}


def test_a_link_ends_after_thirty_days(database: Database, secret: str, now: datetime.datetime) -> None:
    end = now + SURVEY_DAYS * DAY
    with database.reading() as session:
        check_survey(session, secret, now=end - datetime.timedelta(seconds=1))

    with pytest.raises(SurveyExpired):
        answer(database, secret, Helped.MUCH, end)
    assert counted(database) == {}


def test_looking_at_the_question_answers_nothing(database: Database, secret: str, now: datetime.datetime) -> None:
    for _ in range(2):
        with database.transaction() as session:
            check_survey(session, secret, now=now)

    answer(database, secret, Helped.SOME, now)
    assert counted(database) == {"some": 1}


# At the same moment


def test_of_two_answers_by_one_link_at_the_same_moment_exactly_one_counts(
    database: Database, secret: str, now: datetime.datetime
) -> None:
    calls = [lambda: answer(database, secret, Helped.MUCH, now), lambda: answer(database, secret, Helped.NOT, now)]

    outcomes = stopped_before_writing(database, *calls)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyAnswered", "NoneType"]
    assert sum(counted(database).values()) == 1


def test_if_the_link_were_only_looked_at_before_both_would_count(
    database: Database, secret: str, now: datetime.datetime
) -> None:
    """If this fails, the test above proves nothing."""
    for _ in range(2):
        with database.reading() as session:
            check_survey(session, secret, now=now)

    def count(helped: Helped) -> None:
        with database.transaction() as session:
            session.get_one(Survey, booking.hash_of(secret)).answered = True
            count_answer(session, helped, now=now)

    at_once(lambda: count(Helped.MUCH), lambda: count(Helped.NOT))

    assert sum(counted(database).values()) == 2


def test_the_same_answer_by_many_at_the_same_moment_is_counted_for_each(
    database: Database, booked: Booked, now: datetime.datetime
) -> None:
    given = new_secrets(database, booked, 12, now)
    calls = [lambda one=one: answer(database, one, Helped.MUCH, now) for one in given]  # type: ignore[misc]

    outcomes = at_once(*calls)

    assert outcomes == [None] * 12
    assert counted(database) == {"much": 12}


# What is known of whom


def test_nothing_leads_from_an_answer_to_anybody(database: Database, secret: str, now: datetime.datetime) -> None:
    answer(database, secret, Helped.LITTLE, now)

    columns = inspect(database.engine).get_columns("survey_answers")
    assert {column["name"] for column in columns} == {"month", "answer", "number"}
    assert inspect(database.engine).get_foreign_keys("survey_answers") == []
    with database.reading() as session:
        [row] = session.scalars(select(SurveyAnswers))
        assert (row.month, row.answer, row.number) == (datetime.date(2026, 11, 1), "little", 1)
        survey = session.scalars(select(Survey)).one()
        assert secret not in survey.secret_hash
        assert {name: type(value) for name, value in vars(survey).items() if name == "answered"} == {"answered": bool}
        assert [entry.action for entry in audit.latest(session, limit=50) if "survey" in entry.action] == []


def test_a_month_is_a_norwegian_one(database: Database, booked: Booked) -> None:
    just_before_midnight_in_utc = datetime.datetime(2026, 11, 30, 23, 30, tzinfo=datetime.UTC)
    [secret] = new_secrets(database, booked, 1, NOON)

    answer(database, secret, Helped.MUCH, just_before_midnight_in_utc)

    with database.reading() as session:
        assert list(session.scalars(select(SurveyAnswers.month))) == [datetime.date(2026, 12, 1)]


def test_totals_are_told_once_there_are_enough(database: Database, booked: Booked) -> None:
    told = []
    for number, secret in enumerate(new_secrets(database, booked, FEWEST_SHOWN, NOON)):
        # Over two months, which count together.
        answer(database, secret, Helped.MUCH if number else Helped.NOT, NOON + number * 5 * DAY)
        with database.reading() as session:
            told.append(survey_totals(session))

    assert told == [None] * (FEWEST_SHOWN - 1) + [NONE | {Helped.MUCH: FEWEST_SHOWN - 1, Helped.NOT: 1}]


def test_a_question_is_forgotten_and_its_answer_stays(database: Database, secret: str, now: datetime.datetime) -> None:
    answer(database, secret, Helped.MUCH, now)
    end = now + SURVEY_DAYS * DAY
    left = []
    for before in (end, end + DAY):
        with database.transaction() as session:
            booking.remove_expired_surveys(session, before=before)
            left.append(session.scalar(select(func.count()).select_from(Survey)))

    assert left == [1, 0]
    assert counted(database) == {"much": 1}
    with pytest.raises(NotFound):
        answer(database, secret, Helped.MUCH, now)
