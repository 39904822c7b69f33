"""A researcher's side of a conversation, for tests that need more than one message."""

from dataclasses import dataclass
from itertools import count

from assistant.bootstrap import Services
from assistant.conversations import (
    ConversationView,
    Exchange,
    MessageView,
    begin,
    exchange,
    for_public_id,
    messages_after,
)
from knowledge_base.article import WrittenForm

CRISIS = "Jeg vil ikke leve lenger."

_numbers = count(1)


@dataclass(frozen=True)
class Chat:
    """One conversation and its key."""

    services: Services
    id: str
    token: str

    def say(self, typed: str, client_id: str | None = None) -> Exchange:
        """Send a message, with a new client id unless one is given."""
        return exchange(
            self.services.database, self.services.engine, self.services.gate, self.services.forms, self.services.clock,
            conversation=self.id, token=self.token, typed=typed, client_id=client_id or f"client-{next(_numbers)}",
        )  # fmt: skip

    def view(self) -> ConversationView:
        """The conversation as it stands."""
        with self.services.database.reading() as session:
            return ConversationView.of(for_public_id(session, self.id))

    def messages(self) -> list[MessageView]:
        """All that is stored, oldest first."""
        with self.services.database.reading() as session:
            return messages_after(session, for_public_id(session, self.id).id)

    def texts(self) -> list[str]:
        """The words of all messages, oldest first."""
        return [message.text for message in self.messages()]


def begin_chat(
    services: Services, written_form: WrittenForm = WrittenForm.BOKMAL, *, form_is_chosen: bool = False
) -> Chat:
    """A new conversation."""
    with services.database.transaction() as session:
        view, token = begin(session, written_form=written_form, now=services.clock(), form_is_chosen=form_is_chosen)
    return Chat(services, view.public_id, token)
