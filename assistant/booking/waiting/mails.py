"""Mails to those on the waiting list; like all others their subjects name no topic."""

import datetime

from assistant.booking.holds import hash_of
from assistant.booking.waiting.entries import MAX_PLACES, WaitingView, WaitingWish
from assistant.booking.waiting.offers import Offer
from assistant.clock import OSLO
from assistant.notifications import Mail
from assistant.texts import day, hour, text
from assistant.texts.zones import OwnTime, zone_if_known


def joined(wish: WaitingWish, ref: str, *, link: str) -> Mail:
    """The mail that brings the link by which the place in the line is seen and left."""
    form = wish.written_form
    return Mail(
        key=f"waiting-{ref}",
        recipient=wish.email,
        subject=text("mail-waiting-subject", form),
        body=text("mail-waiting-body", form, name=wish.name, link=link),
    )


def waits_already(wish: WaitingWish, *, now: datetime.datetime) -> Mail:
    """The mail that somebody asked again for an address that waits already: one a day, whatever they typed.

    It repeats nothing of what was typed, for that may be a stranger's, and holds no link.
    """
    form, today = wish.written_form, now.astimezone(OSLO).date()
    return Mail(
        key=f"waiting-again-{hash_of(f'{today} {wish.email.casefold()}')[:20]}",
        recipient=wish.email,
        subject=text("mail-waiting-again-subject", form),
        body=text("mail-waiting-again-body", form, places=MAX_PLACES),
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
