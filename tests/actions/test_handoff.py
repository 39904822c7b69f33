"""The action that asks for a counsellor."""

from actions.request_handoff import RequestHandoff
from assistant.bootstrap import Services
from assistant.conversations import ConversationView, Holder, for_public_id
from assistant.dialogue.reply import ReplyKind
from assistant.handoff import claim
from assistant.texts import text
from assistant.triage import Reason, Urgency
from knowledge_base.article import WrittenForm
from tests.factories import make_counsellor
from tests.fakes import NOON
from tests.turns import run

NB = WrittenForm.BOKMAL


class TestRequestHandoff:
    def test_puts_the_conversation_in_the_queue(self, services: Services, conversation: ConversationView):
        reply = run(RequestHandoff(services), "Jeg vil snakke med noen", conversation=conversation.public_id).reply

        with services.database.reading() as session:
            assert for_public_id(session, conversation.public_id).holder == Holder.WAITING
        assert (reply.kind, reply.text) == (ReplyKind.HANDOFF, text("handoff-requested", NB))
        assert (reply.triage.urgency, reply.triage.reasons) == (Urgency.NORMAL, (Reason.ASKED_FOR_PERSON,))

    def test_twice_in_a_row_is_told_in_other_words(self, services: Services, conversation: ConversationView):
        first = run(RequestHandoff(services), conversation=conversation.public_id)

        second = run(RequestHandoff(services), conversation=conversation.public_id, slots=first.slots).reply

        assert second.text == text("handoff-requested-2", NB)

    def test_says_that_a_counsellor_is_there_already(self, services: Services, conversation: ConversationView):
        run(RequestHandoff(services), conversation=conversation.public_id)
        with services.database.transaction() as session:
            counsellor = make_counsellor(session)
            claim(session, public_id=conversation.public_id, counsellor=counsellor, now=NOON)

        reply = run(RequestHandoff(services), conversation=conversation.public_id).reply

        assert reply.text == text("handoff-with-person", NB)
