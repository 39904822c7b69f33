"""One question after a session, answered once by a link from a mail; of the answers only their numbers are kept."""

import datetime
import secrets
from enum import StrEnum

from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.booking.holds import hash_of
from assistant.clock import OSLO
from assistant.database import Base
from assistant.errors import AlreadyAnswered, NotFound, SurveyExpired

SURVEY_DAYS = 30
# With fewer answers a total could be traced to the sessions it came from.
FEWEST_SHOWN = 5


class Helped(StrEnum):
    """What can be answered to whether the session helped, from most to least."""

    MUCH = "much"
    SOME = "some"
    LITTLE = "little"
    NOT = "not"


class Survey(Base):
    """A question that was sent; of the secret in its link only the hash is kept.

    It says that an answer came and not when, which would tell whose is whose by their order.
    """

    __tablename__ = "surveys"

    secret_hash: Mapped[str] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime.datetime]
    answered: Mapped[bool]


class SurveyAnswers(Base):
    """How often an answer was given in a month, named by its first day; nothing leads from here to anybody."""

    __tablename__ = "survey_answers"

    month: Mapped[datetime.date] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


def new_survey(session: Session, appointment_id: int, *, now: datetime.datetime) -> str:
    """The secret of a question that can be answered from now on."""
    secret = secrets.token_urlsafe(24)
    expires_at = now + datetime.timedelta(days=SURVEY_DAYS)
    session.add(
        Survey(secret_hash=hash_of(secret), appointment_id=appointment_id, expires_at=expires_at, answered=False)
    )
    session.flush()
    return secret


def check_survey(session: Session, secret: str, *, now: datetime.datetime) -> None:
    """Raises NotFound, AlreadyAnswered or SurveyExpired unless the question can be answered."""
    row = session.get(Survey, hash_of(secret), populate_existing=True)
    if row is None:
        raise NotFound()
    if row.answered:
        raise AlreadyAnswered()
    if row.expires_at <= now:
        raise SurveyExpired(number=SURVEY_DAYS)


def answer_survey(session: Session, secret: str, helped: Helped, *, now: datetime.datetime) -> None:
    """Count an answer, once for each link. Raises what check_survey raises."""
    check_survey(session, secret, now=now)
    # Of two that come at the same moment both may get here; one finds the question open, the other waits for it.
    is_open = update(Survey).where(Survey.secret_hash == hash_of(secret), Survey.answered.is_(False))
    if session.scalar(is_open.values(answered=True).returning(Survey.secret_hash)) is None:
        raise AlreadyAnswered()
    count_answer(session, helped, now=now)


def survey_totals(session: Session) -> dict[Helped, int] | None:
    """How often each answer was given; None as long as there are so few that they could be traced."""
    query = select(SurveyAnswers.answer, func.sum(SurveyAnswers.number)).group_by(SurveyAnswers.answer)
    found = {answer: int(number) for answer, number in session.execute(query)}
    return {helped: found.get(helped, 0) for helped in Helped} if sum(found.values()) >= FEWEST_SHOWN else None


def remove_expired_surveys(session: Session, *, before: datetime.datetime) -> None:
    """Forget the questions whose links ended before a moment; the numbers of answers stay."""
    session.execute(delete(Survey).where(Survey.expires_at < before))


def count_answer(session: Session, helped: Helped, *, now: datetime.datetime) -> None:
    """Count an answer among those of its month."""
    month = now.astimezone(OSLO).date().replace(day=1)
    if _add_one(session, helped, month):
        return
    try:
        with session.begin_nested():
            session.add(SurveyAnswers(month=month, answer=helped, number=1))
    except IntegrityError:
        # Somebody else's was the first of the month at the same moment.
        _add_one(session, helped, month)


def _add_one(session: Session, helped: Helped, month: datetime.date) -> bool:
    one = update(SurveyAnswers).where(SurveyAnswers.month == month, SurveyAnswers.answer == helped)
    counted = one.values(number=SurveyAnswers.number + 1).returning(SurveyAnswers.number)
    return session.scalar(counted.execution_options(synchronize_session=False)) is not None
