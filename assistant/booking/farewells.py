"""Mails to the researcher after a session: thanks and one question, a follow-up, or that not coming is all right.

However often the counsellor puts right what was recorded, the last mail says what became of the session, nothing is
said twice in a row, and the question is asked once.
"""

import datetime
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from assistant import notifications
from assistant.booking.appointments import AppointmentView
from assistant.booking.availability import Kind
from assistant.booking.outcomes import Recorded, note_told
from assistant.booking.surveys import SURVEY_DAYS, new_survey
from assistant.booking.tables import Result
from assistant.notifications import Mail
from assistant.texts import day, hour, text

HELD, FOLLOW_UP, NO_SHOW = "held", "follow_up", "no_show"


def tell(
    session: Session, appointment: AppointmentView, outcome: Recorded, *, address: str, now: datetime.datetime
) -> None:
    """Put the mail about an outcome in the outbox, if there is news in it; `address` is what our links begin with.

    Who has been forgotten meanwhile has no address any more, and gets none.
    """
    standing = _standing(outcome.told)
    wanted = [NO_SHOW] if outcome.result is Result.NO_SHOW else [HELD, *([FOLLOW_UP] * outcome.follow_up_wanted)]
    news = [name for name in wanted if name not in standing]
    if not news or not appointment.email:
        return
    paragraphs = _correction(appointment, outcome.result, standing)
    if NO_SHOW in news:
        paragraphs += _missed(appointment, address)
    if HELD in news:
        paragraphs += _thanks(appointment)
    if HELD in news and HELD not in outcome.told:
        paragraphs += _question(appointment, address, new_survey(session, appointment.id, now=now))
    if FOLLOW_UP in news:
        paragraphs += _follow_up(appointment, address)
    # What was told only grows, so that a correction has another key than the mail that once said the same.
    notifications.enqueue(session, _mail(appointment, f"{len(outcome.told)}-{news[0]}", paragraphs), now=now)
    note_told(session, appointment.id, *news)


def _standing(told: Sequence[str]) -> list[str]:
    """Of what was told, in its order, what the last mails say: all that came before the opposite was taken back."""
    return [[], *(list(names) for _, names in groupby(told, key=lambda name: name == NO_SHOW))][-1]


def _mail(appointment: AppointmentView, name: str, paragraphs: list[str]) -> Mail:
    form = appointment.written_form
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    hello, bye = text("mail-after-hello", form, name=appointment.name), text("mail-after-bye", form)
    return Mail(
        key=f"after-{appointment.ref}-{name}",
        recipient=appointment.email,
        subject=text("mail-after-subject", form, day=on, start=start),
        body="\n\n".join([hello, *paragraphs, bye]),
    )


def _correction(appointment: AppointmentView, result: Result, standing: Sequence[str]) -> list[str]:
    """What puts right a last mail that said the opposite."""
    form = appointment.written_form
    if result is Result.NO_SHOW and HELD in standing:
        return [text("mail-after-not-held", form)]
    if result is Result.HELD and NO_SHOW in standing:
        return [text("mail-after-not-missed", form)]
    return []


def _thanks(appointment: AppointmentView) -> list[str]:
    form = appointment.written_form
    return [text("mail-after-thanks", form, counsellor=appointment.counsellor, day=day(appointment.starts_at, form))]


def _question(appointment: AppointmentView, address: str, secret: str) -> list[str]:
    # The page and its refusals are in the form of the mail, whatever the browser that opens it prefers.
    link = f"{address}/survey/{secret}?written_form={appointment.written_form}"
    return [text("mail-after-question", appointment.written_form, link=link, days=SURVEY_DAYS)]


def _follow_up(appointment: AppointmentView, address: str) -> list[str]:
    link = f"{address}/booking?kind={Kind.FOLLOW_UP}&counsellor={appointment.counsellor_id}"
    return [
        text(
            "mail-after-follow-up", appointment.written_form, counsellor=appointment.counsellor, link=link,
            others=f"{address}/booking",
        )
    ]  # fmt: skip


def _missed(appointment: AppointmentView, address: str) -> list[str]:
    form = appointment.written_form
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    return [
        text("mail-after-missed", form, counsellor=appointment.counsellor, day=on, start=start),
        text("mail-after-missed-again", form, link=f"{address}/booking"),
    ]
