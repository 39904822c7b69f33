"""What a researcher may take along and have erased, everywhere and with a receipt."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from assistant import audit, booking, handoff, privacy
from assistant.booking import Appointment, AppointmentLink, BookedQuarter, Desk, Share, Wish
from assistant.booking.waiting import WaitingDesk, WaitingEntry, WaitingOffer, WaitingWish
from assistant.bootstrap import Services
from assistant.conversations import for_public_id, for_researcher, give_feedback
from assistant.database import Base
from assistant.dialogue.reply import Basis, Reply, ReplyKind, ShownPassage
from assistant.errors import NotFound
from assistant.settings import ROOT
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS, Chat, begin_chat
from tests.factories import make_counsellor
from tests.fakes import NOON, ScriptedEngine
from tests.races import at_once, stopped_before_writing

# Tables that hold nothing of a conversation.
ELSEWHERE = {
    "article_variants", "article_versions", "audit_entries", "availability", "availability_exceptions",
    "booking_terms", "busy_feeds", "busy_times", "calendar_feeds", "displaced", "holds", "outbox_mails", "outcomes",
    "passage_vectors", "people", "person_roles", "reminders", "sign_in_attempts", "sign_in_sessions", "survey_answers",
    "surveys",
}  # fmt: skip


def live_through_everything(chat: Chat, share: Share = Share.BRIEF) -> booking.AppointmentView:
    """A conversation that leaves something in every table it can: answer, feedback, crisis, handoff, appointment."""
    services = chat.services
    assert isinstance(services.engine, ScriptedEngine)
    passage = ShownPassage("notice", 1, "Oppsigelsestid", "Tre måneder.", (), NOON.date(), 0.8)
    services.engine.script = lambda text, form: [
        Reply(ReplyKind.ANSWER, "svar", form, passages=(passage,), basis=Basis("build-1", 0.5))
    ]
    reply = chat.say("Hva er oppsigelsestiden min?").replies[0]
    chat.say(CRISIS)
    with services.database.transaction() as session:
        ida = make_counsellor(session, name="Ida")
        handoff.claim(session, public_id=chat.id, counsellor=ida, now=services.clock())
    with services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        give_feedback(session, row, reply.id, helped=True, now=services.clock())
        handoff.write(session, public_id=chat.id, counsellor=ida, typed="Hei fra Ida", now=services.clock())
        slot = booking.free_slots(session, now=services.clock())[0]
        wish = Wish(slot.id, "Kim", "kim@example.org", WrittenForm.BOKMAL, share)
        desk = Desk("http://veivalg.test", "a@b.no")
        view, _ = desk.book(session, wish, conversation=row, now=services.clock())
        made = booking.of_conversation(session, view.ref, conversation_id=row.id)
        waiting = WaitingDesk(desk)
        joining = WaitingWish("Kim", "kim@example.org", WrittenForm.BOKMAL, booking.NO_PREFERENCE)
        waiting.join(session, joining, conversation=row, now=services.clock())
        waiting.offer(session, session.scalars(select(WaitingEntry.id)).one(), now=services.clock())
        desk.write(session, made, "Jeg kommer fem minutter for sent.", hit=None, now=services.clock())
        desk.write(session, made, CRISIS, hit=services.gate.check(CRISIS), now=services.clock())
        booking.keep_note(session, made, "Tvil, skrev Ida.", counsellor_id=ida.id, now=services.clock())
    return view


def counts(services: Services) -> dict[str, int]:
    """How many rows each table that can hold something of a conversation has."""
    with services.database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in ELSEWHERE
        }


def removed(receipt: dict[str, Any]) -> dict[str, int | str]:
    return {store["store"]: store["removed"] for store in receipt["stores"]}


# Taking along


def test_the_export_holds_all_that_is_stored_as_json(services: Services, chat: Chat) -> None:
    view = live_through_everything(chat)
    exported = json.loads(json.dumps(privacy.export(services, chat.id, chat.token), ensure_ascii=False))

    assert (exported["id"], exported["holder"], exported["urgency"]) == (chat.id, "counsellor", "crisis")
    assert [message["text"] for message in exported["messages"]] == chat.texts()
    assert exported["messages"][1]["reply"]["passages"][0]["slug"] == "notice"
    assert exported["messages"][0]["created_at"] == "2026-11-20T12:00:00+00:00"
    [appointment] = exported["appointments"]
    assert (appointment["ref"], appointment["email"], appointment["share"]) == (view.ref, "kim@example.org", "brief")
    assert appointment["brief"]["own_words"] == ["Hva er oppsigelsestiden min?", CRISIS]
    assert (appointment["counsellor"], appointment["status"], appointment["written_form"]) == ("Ida", "booked", "nb")
    assert (appointment["starts_at"], appointment["ends_at"]) == (view.starts_at.isoformat(), view.ends_at.isoformat())
    hit = services.gate.check(CRISIS)
    assert hit is not None
    why = {"category": hit.category, "pattern": hit.pattern, "probability": hit.probability, "version": hit.version}
    assert [(line["text"], line["alert"]) for line in appointment["lines"]] == [
        ("Jeg kommer fem minutter for sent.", None),
        (CRISIS, why),
    ]
    [place] = exported["waiting"]
    assert (place["email"], place["status"], place["preference"]["topic"]) == ("kim@example.org", "waiting", None)
    assert [(offer["until"], offer["outcome"]) for offer in place["offers"]] == [("2026-11-20T15:00:00+00:00", None)]
    assert [(step["before"], step["after"]) for step in exported["handoff"]] == [
        ("assistant", "waiting"),
        ("waiting", "counsellor"),
    ]
    [alert] = exported["alerts"]
    assert (alert["category"], alert["message"]) == ("suicide_direct", exported["messages"][2]["id"])
    assert (alert["pattern"], alert["probability"], alert["version"]) == (hit.pattern, hit.probability, hit.version)
    assert [entry["helped"] for entry in exported["feedback"]] == [True]


def test_the_export_holds_no_key(services: Services, chat: Chat) -> None:
    live_through_everything(chat)
    exported = json.dumps(privacy.export(services, chat.id, chat.token))
    with services.database.reading() as session:
        row = for_public_id(session, chat.id)
        secret_hash = session.scalars(select(AppointmentLink.secret_hash)).one()
        assert row.token_hash not in exported
        hashes = [
            *session.scalars(select(WaitingOffer.hold_hash)),
            *session.scalars(select(WaitingEntry.secret_hash)),
        ]
        assert [one for one in hashes if one in exported] == []
    assert chat.token not in exported
    assert secret_hash not in exported


def test_the_export_holds_nothing_of_others(services: Services, chat: Chat) -> None:
    live_through_everything(chat)
    other = begin_chat(services)
    exported = privacy.export(services, other.id, other.token)
    assert [exported[name] for name in ("messages", "appointments", "waiting", "handoff", "alerts", "feedback")] == [
        []
    ] * 6


@pytest.mark.parametrize("act", [privacy.export, privacy.erase])
def test_a_wrong_token_neither_reads_nor_erases(services: Services, chat: Chat, act: Any) -> None:
    chat.say("Hei")
    other = begin_chat(services)
    for public_id, token in ((chat.id, other.token), ("unknown", chat.token), (chat.id, "")):
        with pytest.raises(NotFound):
            act(services, public_id, token)
    assert chat.texts() == ["Hei", "echo: Hei"]


# What is written about it


def test_the_page_about_privacy_names_every_table() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")

    assert {table.name for table in Base.metadata.sorted_tables} - set(re.findall(r"`(\w+)`", page)) == set()


# Erasing


def test_every_table_can_be_filled_by_a_conversation(services: Services, chat: Chat) -> None:
    """If this fails, the test below proves nothing."""
    live_through_everything(chat)
    assert min(counts(services).values()) > 0


def test_erasing_leaves_nothing_but_the_appointment_and_the_place_on_the_waiting_list(
    services: Services, chat: Chat
) -> None:
    live_through_everything(chat)
    privacy.erase(services, chat.id, chat.token)
    left = {name for name, count in counts(services).items() if count}
    waiting = {"waiting_entries", "waiting_offers"}
    of_appointment = {"appointments", "appointment_lines", "appointment_links", "booked_quarters", "session_notes"}
    assert left == of_appointment | waiting
    with pytest.raises(NotFound):
        chat.say("Er du der?")


def test_the_receipt_names_each_store_and_what_was_removed(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    live_through_everything(chat)
    messages = len(chat.messages())
    receipt = privacy.erase(services, chat.id, chat.token)
    assert receipt["erased_at"] == "2026-11-20T12:00:00+00:00"
    assert removed(receipt) == {"messages": messages, "crisis_alerts": 1, "appointment_briefs": 1, "dialogue_state": 1}
    assert engine.forgotten == [chat.id]
    json.dumps(receipt)


def test_the_receipt_of_an_empty_conversation_claims_nothing(services: Services, chat: Chat) -> None:
    assert removed(privacy.erase(services, chat.id, chat.token)) == {
        "messages": 0, "crisis_alerts": 0, "appointment_briefs": 0, "dialogue_state": 1,
    }  # fmt: skip


def test_the_appointment_stays_without_the_brief_and_without_its_tie(services: Services, chat: Chat) -> None:
    view = live_through_everything(chat)
    privacy.erase(services, chat.id, chat.token)
    with services.database.reading() as session:
        row = session.scalars(select(Appointment)).one()
        assert (row.ref, row.status, row.starts_at) == (view.ref, "booked", view.starts_at)
        assert (row.brief, row.share, row.conversation_id) == (None, "nothing", None)
        quarters = select(func.count()).where(BookedQuarter.appointment_id == row.id)
        assert session.scalar(quarters) == 3


def test_a_brief_that_was_never_shared_is_not_counted(services: Services, chat: Chat) -> None:
    live_through_everything(chat, Share.NOTHING)
    assert removed(privacy.erase(services, chat.id, chat.token))["appointment_briefs"] == 0


def test_erasing_one_conversation_leaves_the_others(services: Services, chat: Chat) -> None:
    other = begin_chat(services)
    other.say("Hei")
    live_through_everything(chat)
    privacy.erase(services, chat.id, chat.token)
    assert other.texts()[0] == "Hei"


def test_the_log_says_that_something_was_erased_and_not_what(services: Services, chat: Chat) -> None:
    chat.say("Hei")
    privacy.erase(services, chat.id, chat.token)
    with services.database.reading() as session:
        [entry] = audit.latest(session, limit=1)
    assert (entry.action, entry.by, entry.about, entry.data) == ("privacy.conversation.erased", "researcher", "", {})


def test_no_log_entry_holds_a_researchers_words_or_address(services: Services, chat: Chat) -> None:
    live_through_everything(chat)
    with services.database.reading() as session:
        entries = str(audit.latest(session, limit=100))
    for word in ("oppsigelsestiden", CRISIS, "kim@example.org", "Kim", "Hei fra Ida", "fem minutter", "Tvil"):
        assert word not in entries


def test_with_the_engine_down_the_rest_is_erased_and_the_receipt_says_so(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    chat.say("Hei")
    engine.silent = True
    receipt = privacy.erase(services, chat.id, chat.token)
    assert str(removed(receipt)["dialogue_state"]).startswith("none")
    assert counts(services)["messages"] == 0


def test_erasing_twice_is_refused_the_second_time(services: Services, chat: Chat) -> None:
    privacy.erase(services, chat.id, chat.token)
    with pytest.raises(NotFound):
        privacy.erase(services, chat.id, chat.token)


def test_erasing_twice_at_once_gives_one_receipt(services: Services, chat: Chat) -> None:
    chat.say("Hei")

    def erase() -> dict[str, Any]:
        return privacy.erase(services, chat.id, chat.token)

    outcomes = stopped_before_writing(services.database, erase, erase)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotFound", "dict"]


def test_a_message_that_comes_as_all_is_erased_does_not_stay(services: Services, chat: Chat) -> None:
    chat.say("Hei")
    at_once(lambda: privacy.erase(services, chat.id, chat.token), lambda: chat.say("Vent"))
    assert counts(services)["messages"] == 0
    assert counts(services)["conversations"] == 0


def test_what_is_shared_at_the_moment_of_erasing_does_not_stay(services: Services, chat: Chat) -> None:
    view = live_through_everything(chat, Share.NOTHING)

    def share() -> booking.AppointmentView:
        with services.database.transaction() as session:
            row = session.scalars(select(Appointment).where(Appointment.ref == view.ref)).one()
            brief = booking.shareable(session, row, now=services.clock())
            keep = brief.keys() if brief else ()
            return booking.change_share(session, row, share=Share.BRIEF, keep=keep, now=services.clock())

    shared, receipt = stopped_before_writing(
        services.database, share, lambda: privacy.erase(services, chat.id, chat.token)
    )

    assert not isinstance(shared, BaseException)
    assert isinstance(receipt, dict)
    with services.database.reading() as session:
        row = session.scalars(select(Appointment)).one()
        assert (row.brief, row.share, row.conversation_id) == (None, "nothing", None)
