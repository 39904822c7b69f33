"""A message that says when, after times were offered: "Thursday after 14" alone, whatever Rasa takes it for."""

from actions.sessions.booking_times import times_to_book
from actions.sessions.moving import times_to_move_to
from actions.sessions.offer import Offered, Offering
from actions.sessions.wish import wish_of
from actions.turn import Turn
from assistant.answering import UNSURE
from assistant.bootstrap import Services
from knowledge_base.article import Topic

# What asks for something else however it names a time: "erase what I wrote yesterday".
_SOMETHING_ELSE = frozenset({"talk_to_human", "erase_data", "change_language", "ask_privacy", "cancel_session"})
# "No, Thursday" is short; "My contract ends in May" may be too, but then Rasa is sure of a topic.
_MOST_WORDS = 8


def about_the_offer(services: Services, turn: Turn) -> Offering | None:
    """The times that a message names after others were offered; None if it does not, or is about something else."""
    what = turn.memory.offered.what
    if what not in (Offered.TIMES, Offered.MOVE) or not _may_say_when(turn):
        return None
    if not wish_of(services, turn).readings:
        return None
    return times_to_move_to(services, turn) if what is Offered.MOVE else times_to_book(services, turn)


def _may_say_when(turn: Turn) -> bool:
    if turn.intent in _SOMETHING_ELSE or len(turn.text.split()) > _MOST_WORDS:
        return False
    is_topical = turn.intent in set(Topic) and turn.probabilities.get(turn.intent, 0.0) >= UNSURE
    # Asked for in so many words, a service is what its own action makes of it.
    return not is_topical and not (turn.intent == "move_session" and turn.memory.offered.what is Offered.TIMES)
