"""What a turn says about when, and the reply that asks which of several times is meant."""

from collections.abc import Sequence

from actions.memory import varied
from actions.sessions.wording import reading_in_words
from actions.turn import Turn
from assistant.bootstrap import Services
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.triage import Triage
from assistant.wished_time import Reading, Window, Wished, wished_time

TIMES = 3


def wish_of(services: Services, turn: Turn) -> Wished:
    """When the researcher wants a session, by this message."""
    return wished_time(turn.text, now=services.clock(), written_form=turn.written_form)


def windows_in(wished: Wished) -> tuple[Window, ...]:
    """The windows of a wish that has one meaning or none."""
    return wished.readings[0].windows if wished.readings else ()


def ask_which(readings: Sequence[Reading], turn: Turn, *, triage: Triage) -> Reply:
    """Ask which is meant; each button says what would have been clear."""
    words = list(dict.fromkeys(reading_in_words(reading, turn.written_form) for reading in readings))
    return Reply(
        kind=ReplyKind.BOOKING,
        text=varied("booking-which-time", turn.written_form, turn.memory),
        written_form=turn.written_form,
        buttons=tuple(Button(one, ButtonAction.SAY, one) for one in words),
        triage=triage,
    )
