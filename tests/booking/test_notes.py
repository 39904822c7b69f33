"""Private notes: one counsellor's own, and forgotten with who had the session."""

import datetime
import json

import pytest
from sqlalchemy import func, select

from assistant import audit, booking, privacy
from assistant.booking import MAX_NOTE_CHARS, SessionNote, for_ref, remove_personal
from assistant.bootstrap import Services
from assistant.conversations import for_researcher
from assistant.database import Database
from assistant.errors import InvalidInput, NotesErased, NotFound
from assistant.people import Profile
from tests.booking.bookings import Booked, book_slot, cancel_it, move_to, record_it, slots
from tests.chat import Chat
from tests.fakes import NOON

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def booked(database: Database, ida: Profile) -> Booked:
    return book_slot(database, slots(database)[0])


def write(database: Database, booked: Booked, who: Profile, typed: str) -> str:
    """Write a note as the page does; what is kept then."""
    with database.transaction() as session:
        row = for_ref(session, booked[0].ref, counsellor_id=who.id)
        booking.keep_note(session, row, typed, counsellor_id=who.id, now=NOON)
    return note(database, booked, who)


def note(database: Database, booked: Booked, who: Profile) -> str:
    with database.reading() as session:
        return booking.note_of(session, booked[0].id, counsellor_id=who.id)


def kept(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(SessionNote)) or 0


def test_a_note_is_kept_trimmed_and_with_its_lines(database: Database, ida: Profile, booked: Booked) -> None:
    assert write(database, booked, ida, "  Tvil om avhandlingen.\r\n\r\nSend lenke.\n ") == (
        "Tvil om avhandlingen.\n\nSend lenke."
    )


def test_a_note_takes_the_place_of_the_one_before(database: Database, ida: Profile, booked: Booked) -> None:
    for typed in ("Først", "Så", "Så"):
        write(database, booked, ida, typed)

    assert (note(database, booked, ida), kept(database)) == ("Så", 1)


def test_nothing_but_blanks_removes_the_note(database: Database, ida: Profile, booked: Booked) -> None:
    for typed in (" \n", "Noe", " \r\n\t"):
        write(database, booked, ida, typed)

    assert kept(database) == 0


def test_so_many_characters_are_kept_and_no_more(database: Database, ida: Profile, booked: Booked) -> None:
    longest = "æ" * (MAX_NOTE_CHARS - 1) + "🙂"
    assert write(database, booked, ida, f" \n{longest}\r\n ") == longest

    with pytest.raises(InvalidInput):
        write(database, booked, ida, longest + "x")
    assert note(database, booked, ida) == longest


def test_a_line_break_counts_once(database: Database, ida: Profile, booked: Booked) -> None:
    assert len(write(database, booked, ida, "x\r\n" * (MAX_NOTE_CHARS // 2 - 1) + "xx")) == MAX_NOTE_CHARS


def test_a_note_goes_when_the_session_moves_to_another_counsellor(
    database: Database, ida: Profile, per: Profile
) -> None:
    mine = next(slot for slot in slots(database) if slot.counsellor == ida.public_id)
    theirs = next(slot for slot in slots(database) if slot.counsellor == per.public_id)
    booked = book_slot(database, mine)
    write(database, booked, ida, "Bare mitt")
    move_to(database, booked, theirs)

    assert kept(database) == 0
    with pytest.raises(NotFound):
        write(database, booked, ida, "For sent")
    assert write(database, booked, per, "Pers eget") == "Pers eget"


def test_a_note_stays_when_the_session_moves_to_another_time_of_its_counsellor(
    database: Database, ida: Profile, booked: Booked
) -> None:
    write(database, booked, ida, "Bare mitt")

    move_to(database, booked, slots(database)[1])

    assert note(database, booked, ida) == "Bare mitt"


def test_who_holds_the_session_no_longer_writes_no_note(database: Database, ida: Profile, per: Profile) -> None:
    """As when it moves while the counsellor's page is being saved."""
    theirs = next(slot for slot in slots(database) if slot.counsellor == per.public_id)
    booked = book_slot(database, theirs)

    with database.transaction() as session:
        row = for_ref(session, booked[0].ref, counsellor_id=per.id)
        with pytest.raises(NotFound):
            booking.keep_note(session, row, "For sent", counsellor_id=ida.id, now=NOON)
    assert kept(database) == 0


def test_a_cancelled_session_keeps_its_note(database: Database, ida: Profile, booked: Booked) -> None:
    write(database, booked, ida, "Ringte og avlyste")
    cancel_it(database, booked)

    assert note(database, booked, ida) == "Ringte og avlyste"


def test_a_note_is_forgotten_with_who_had_the_session(database: Database, ida: Profile, booked: Booked) -> None:
    write(database, booked, ida, "Noe")
    left = []
    for before in (booked[0].ends_at, booked[0].ends_at + SECOND):
        with database.transaction() as session:
            remove_personal(session, before=before)
        left.append(kept(database))

    assert left == [1, 0]


def test_no_note_is_taken_that_would_not_last(database: Database, ida: Profile, booked: Booked) -> None:
    with database.transaction() as session:
        remove_personal(session, before=booked[0].ends_at + SECOND)

    with pytest.raises(NotesErased):
        write(database, booked, ida, "For sent")
    assert write(database, booked, ida, " ") == ""


def test_the_log_does_not_know_of_notes(database: Database, ida: Profile, booked: Booked) -> None:
    with database.reading() as session:
        before = len(audit.latest(session, limit=100))
    write(database, booked, ida, "Noe løynlig")

    with database.reading() as session:
        assert len(audit.latest(session, limit=100)) == before


def test_what_a_researcher_takes_along_holds_what_became_of_the_session_and_no_note(
    services: Services, chat: Chat, ida: Profile
) -> None:
    chat.say("Hei")
    with services.database.transaction() as session:
        conversation = for_researcher(session, chat.id, chat.token)
    booked = book_slot(services.database, slots(services.database)[0], conversation=conversation)
    write(services.database, booked, ida, "Noe løynlig")
    record_it(services.database, booked, ida)

    exported = privacy.export(services, chat.id, chat.token)

    [appointment] = exported["appointments"]
    assert (appointment["outcome"]["result"], appointment["outcome"]["follow_up_wanted"]) == ("held", False)
    assert "løynlig" not in json.dumps(exported, ensure_ascii=False)
