"""Mails to the researcher after a session: thanks and one question, a follow-up, or that not coming is all right.

Each goes at most once, however often the counsellor puts right what was recorded.
"""

import datetime

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
    wanted = {NO_SHOW} if outcome.result is Result.NO_SHOW else {HELD, *([FOLLOW_UP] * outcome.follow_up_wanted)}
    news = wanted - set(outcome.told)
    if not news or not appointment.email:
        return
    paragraphs = _correction(appointment, outcome)
    if NO_SHOW in news:
        paragraphs += _missed(appointment, address)
    if HELD in news:
        paragraphs += _thanks(appointment, address, new_survey(session, appointment.id, now=now))
    if FOLLOW_UP in news:
        paragraphs += _follow_up(appointment, address)
    name = next(name for name in (HELD, FOLLOW_UP, NO_SHOW) if name in news)
    notifications.enqueue(session, _mail(appointment, name, paragraphs), now=now)
    note_told(session, appointment.id, *sorted(news))


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


def _correction(appointment: AppointmentView, outcome: Recorded) -> list[str]:
    """What puts right a mail that said the opposite."""
    form = appointment.written_form
    if outcome.result is Result.NO_SHOW and HELD in outcome.told:
        return [text("mail-after-not-held", form)]
    if outcome.result is Result.HELD and NO_SHOW in outcome.told:
        return [text("mail-after-not-missed", form)]
    return []


def _thanks(appointment: AppointmentView, address: str, secret: str) -> list[str]:
    form = appointment.written_form
    # The page and its refusals are in the form of the mail, whatever the browser that opens it prefers.
    link = f"{address}/survey/{secret}?written_form={form}"
    return [
        text(
            "mail-after-thanks", form, counsellor=appointment.counsellor, day=day(appointment.starts_at, form)
        ),
        text("mail-after-question", form, link=link, days=SURVEY_DAYS),
    ]  # fmt: skip


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
