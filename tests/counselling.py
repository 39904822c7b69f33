"""A counsellor's side of a conversation, from being asked for to closing, and what the queue and the log show of it."""

from assistant import audit, handoff
from assistant.bootstrap import Services
from assistant.conversations import HandoffStep, MessageView, for_public_id
from assistant.people import Profile
from tests.chat import Chat


def ask_for_person(chat: Chat) -> MessageView:
    with chat.services.database.transaction() as session:
        return handoff.ask(session, for_public_id(session, chat.id), now=chat.services.clock())


def claim(chat: Chat, counsellor: Profile) -> None:
    with chat.services.database.transaction() as session:
        handoff.claim(session, public_id=chat.id, counsellor=counsellor, now=chat.services.clock())


def write(chat: Chat, counsellor: Profile, typed: str = "Hei, dette er Ida.") -> MessageView:
    with chat.services.database.transaction() as session:
        return handoff.write(session, public_id=chat.id, counsellor=counsellor, typed=typed, now=chat.services.clock())


def close(chat: Chat, counsellor: Profile) -> None:
    with chat.services.database.transaction() as session:
        handoff.close(session, public_id=chat.id, counsellor=counsellor, now=chat.services.clock())


def queue(services: Services) -> list[handoff.QueueEntry]:
    with services.database.reading() as session:
        return handoff.queue(session)


def order(services: Services) -> list[str]:
    return [entry.conversation.public_id for entry in queue(services)]


def steps(chat: Chat) -> list[tuple[str, str, str]]:
    with chat.services.database.reading() as session:
        found: list[HandoffStep] = handoff.steps(session, for_public_id(session, chat.id))
        return [(step.before, step.after, step.by) for step in found]


def logged(services: Services) -> list[str]:
    with services.database.reading() as session:
        return [entry.action for entry in reversed(audit.latest(session, limit=50)) if "handoff" in entry.action]
