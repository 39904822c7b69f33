"""Mails to those on the waiting list; like all others their subjects name no topic."""

from assistant.booking.waiting.entries import WaitingView
from assistant.booking.waiting.offers import Offer
from assistant.notifications import Mail
from assistant.texts import day, hour, text
from assistant.texts.zones import OwnTime, zone_if_known


def joined(entry: WaitingView, *, link: str) -> Mail:
    """The mail that brings the link by which the place in the line is seen and left."""
    form = entry.written_form
    return Mail(
        key=f"waiting-{entry.ref}",
        recipient=entry.email,
        subject=text("mail-waiting-subject", form),
        body=text("mail-waiting-body", form, name=entry.name, link=link),
    )


def offered(offer: Offer, *, link: str) -> Mail:
    """The mail that a time is held, until when, and how it is taken or declined."""
    entry, slot = offer.entry, offer.slot
    form = entry.written_form
    own = OwnTime(zone_if_known(entry.zone), form)
    on, start = day(slot.starts_at, form), hour(slot.starts_at, form)
    return Mail(
        key=f"waiting-offer-{entry.ref}-{offer.id}",
        recipient=entry.email,
        subject=text("mail-offer-subject", form, day=on, start=start),
        body=text(
            "mail-offer-body", form, name=entry.name, counsellor=slot.counsellor_name, day=on, start=start,
            end=hour(slot.ends_at, form), own=own.aside(slot.starts_at, slot.ends_at), until=hour(offer.until, form),
            until_day=day(offer.until, form), until_own=own.aside(offer.until), link=link,
        ),
    )  # fmt: skip


def ended(entry: WaitingView, reason: str, *, link: str) -> Mail:
    """The mail that somebody waits no longer, why (`unanswered` or `long`), and how to join again."""
    form = entry.written_form
    return Mail(
        key=f"waiting-ended-{entry.ref}",
        recipient=entry.email,
        subject=text("mail-waiting-ended-subject", form),
        body=text("mail-waiting-ended-body", form, name=entry.name, reason=text(f"waiting-{reason}", form), link=link),
    )
