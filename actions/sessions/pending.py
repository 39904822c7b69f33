"""A message that says when, after times were offered: "Thursday after 14" alone, whatever Rasa takes it for."""

from actions.sessions.booking_times import times_to_book
from actions.sessions.moving import times_to_move_to
from actions.sessions.offer import Offered, Offering
from actions.sessions.wish import wish_of
from actions.turn import Turn
from assistant.answering import UNSURE
from assistant.bootstrap import Services
from assistant.wished_time import Wished
from knowledge_base.article import Topic

# What asks for something else however it names a time: "erase what I wrote yesterday".
_SOMETHING_ELSE = frozenset({"talk_to_human", "erase_data", "change_language", "ask_privacy", "cancel_session"})
# "Or next week?" is all about time. "I would like Thursday" is short, as "My contract ends in May" is, but of that one
# Rasa is sure that it has a topic.
_MOST_OTHER_WORDS = 1
_MOST_WORDS = 8
# "Next week" alone looks a little like moving, too.
_MOVES = 0.5


def about_the_offer(services: Services, turn: Turn) -> Offering | None:
    """The times that a message names after others were offered; None if it does not, or is about something else."""
    what = turn.memory.offered.what
    if what not in (Offered.TIMES, Offered.MOVE):
        return None
    wished = wish_of(services, turn)
    if not wished.readings or not _says_when(turn, wished):
        return None
    return times_to_move_to(services, turn) if what is Offered.MOVE else times_to_book(services, turn)


def _says_when(turn: Turn, wished: Wished) -> bool:
    if turn.intent in _SOMETHING_ELSE or _asks_to_move(turn):
        return False
    if wished.other_words <= _MOST_OTHER_WORDS:
        return True
    is_topical = turn.intent in set(Topic) and turn.probabilities.get(turn.intent, 0.0) >= UNSURE
    return not is_topical and len(turn.text.split()) <= _MOST_WORDS


def _asks_to_move(turn: Turn) -> bool:
    """Whether it is not about the times that were offered for booking, but about a session there is already."""
    is_moving = turn.intent == "move_session" and turn.probabilities.get(turn.intent, 0.0) >= _MOVES
    return is_moving and turn.memory.offered.what is Offered.TIMES
