"""What a worker finds to do: mails, a session, places on the waiting list."""

from sqlalchemy import select

from assistant import booking
from assistant.booking import Appointment, Desk, Share, Wish
from assistant.booking.waiting import WaitingDesk, WaitingWish
from assistant.bootstrap import Services
from assistant.conversations import for_researcher
from assistant.notifications import Mail, enqueue
from knowledge_base.article import WrittenForm
from tests.chat import Chat
from tests.factories import make_counsellor


def put_mail(services: Services, key: str = "k1") -> None:
    with services.database.transaction() as session:
        enqueue(session, Mail(key, "kim@example.org", "Samtale", "Hei"), now=services.clock())


def book(chat: Chat) -> None:
    """Book the next session, sharing the conversation's brief."""
    with chat.services.database.transaction() as session:
        make_counsellor(session)
        row = for_researcher(session, chat.id, chat.token)
        slot = booking.free_slots(session, now=chat.services.clock())[0]
        wish = Wish(slot.id, "Kim", "kim@example.org", WrittenForm.BOKMAL, Share.BRIEF)
        Desk("http://veivalg.test", "a@b.no").book(session, wish, conversation=row, now=chat.services.clock())


def brief(services: Services) -> object:
    with services.database.reading() as session:
        return session.scalars(select(Appointment)).one().brief


def wait_for_a_time(services: Services, name: str) -> None:
    joining = WaitingWish(name, f"{name}@example.org", WrittenForm.BOKMAL, booking.NO_PREFERENCE)
    with services.database.transaction() as session:
        WaitingDesk(services.desk).join(session, joining, conversation=None, now=services.clock())
