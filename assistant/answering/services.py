"""What is answered without a search: the services and the small talk that an intent asks for."""

from dataclasses import dataclass

from assistant.dialogue.reply import ReplyKind
from assistant.triage import Reason


@dataclass(frozen=True)
class Service:
    """What the action of a service intent gives: the kind of its reply, and why it offers a person."""

    kind: ReplyKind
    reasons: tuple[Reason, ...] = ()
    # Behind small talk may stand the writer's own situation, which is then answered instead.
    may_be_personal: bool = False


_SMALL_TALK = Service(ReplyKind.SMALLTALK, may_be_personal=True)
SERVICES = {
    "talk_to_human": Service(ReplyKind.HANDOFF, (Reason.ASKED_FOR_PERSON,)),
    "book_session": Service(ReplyKind.BOOKING, (Reason.ASKED_TO_BOOK,)),
    "cancel_session": Service(ReplyKind.BOOKING),
    "move_session": Service(ReplyKind.BOOKING),
    "greet": _SMALL_TALK,
    "thank": _SMALL_TALK,
    "goodbye": _SMALL_TALK,
    "ask_capabilities": _SMALL_TALK,
    "ask_bot": _SMALL_TALK,
    "ask_privacy": _SMALL_TALK,
    "erase_data": _SMALL_TALK,
    "affirm": _SMALL_TALK,
    "deny": _SMALL_TALK,
    "change_language": Service(ReplyKind.SMALLTALK),
}
