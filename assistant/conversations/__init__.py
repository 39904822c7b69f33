"""Conversations and their messages: who holds one, who may open it, and the way of a message."""

from assistant.conversations.brief import Brief, Line
from assistant.conversations.doors import (
    begin,
    choose_form,
    for_counsellor,
    for_public_id,
    for_researcher,
    has_alert,
    lock,
    messages_after,
    own_words,
)
from assistant.conversations.exchange import MAX_CHARS, Exchange, answer_kept, check_text, exchange, receive
from assistant.conversations.feedback import Feedback, give_feedback
from assistant.conversations.receipts import Answered, for_receipt
from assistant.conversations.tables import (
    AnswerReceipt,
    Conversation,
    CrisisAlert,
    HandoffStep,
    Holder,
    Message,
    MessageState,
    Sender,
)
from assistant.conversations.values import ConversationView, MessageView, view_of

__all__ = [
    "MAX_CHARS",
    "AnswerReceipt",
    "Answered",
    "Brief",
    "Conversation",
    "ConversationView",
    "CrisisAlert",
    "Exchange",
    "Feedback",
    "HandoffStep",
    "Holder",
    "Line",
    "Message",
    "MessageState",
    "MessageView",
    "Sender",
    "answer_kept",
    "begin",
    "check_text",
    "choose_form",
    "exchange",
    "for_counsellor",
    "for_public_id",
    "for_receipt",
    "for_researcher",
    "give_feedback",
    "has_alert",
    "lock",
    "messages_after",
    "own_words",
    "receive",
    "view_of",
]
