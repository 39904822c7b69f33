"""`veivalg articles replay`: what a reply rested on, as stored, and what today's articles say to the same message.

What the researcher wrote is searched for and not shown, because admins do not read conversations. Rasa is not asked
again: the intent that it saw is stored.
"""

import datetime
import textwrap
from dataclasses import dataclass
from itertools import zip_longest

from assistant.bootstrap import Services
from assistant.clock import OSLO
from assistant.conversations import Answered, MessageView, for_receipt
from assistant.dialogue.rasa import as_plain_text
from assistant.dialogue.reply import Basis, Candidate, Reply, digest_of
from assistant.situation import told_in
from assistant.texts import date, hour
from knowledge_base.article import WrittenForm

NOT_KEPT = "not kept"


@dataclass(frozen=True)
class Replay:
    """A reply as it was stored, and what the articles answer now. `number` is the reply's, `message` what it answers.

    `leans_on` is the number of the question that was searched together with the message.
    """

    conversation: str
    message: int
    number: int
    leans_on: int | None
    then: Reply
    then_at: datetime.datetime
    now: Reply
    now_at: datetime.datetime


def replay(services: Services, number: int) -> Replay:
    """Put a stored message to today's articles, by its number or its reply's. Raises MessageUnknown or NoReceipt."""
    with services.database.reading() as session:
        answered = for_receipt(session, number)
    then = answered.reply.reply
    assert then is not None
    basis = _basis_of(then)
    before = _question_before(answered, basis)
    now = services.answerer.answer(
        as_plain_text(answered.message.text),
        then.written_form,
        probabilities={basis.intent: 1.0} if basis.intent else {},
        before=as_plain_text(before.text) if before else "",
        told=told_in([one.text for one in (*reversed(answered.before), answered.message)]),
    )
    return Replay(
        conversation=answered.conversation,
        message=answered.message.id,
        number=answered.reply.id,
        leans_on=before.id if before else None,
        then=then,
        then_at=answered.reply.created_at,
        now=now,
        now_at=services.clock(),
    )


def report(replayed: Replay) -> str:
    """Both side by side, for the terminal; rows that differ begin with a star."""
    rows = [("", f"then, {_moment(replayed.then_at)}", f"now, {_moment(replayed.now_at)}"), *_rows(replayed)]
    names, thens = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(
        [
            f"Reply {replayed.number} to message {replayed.message}, written form {replayed.then.written_form}",
            f"Conversation {replayed.conversation}",
            _understood(replayed),
            "",
            *(f"{_mark(row)} {row[0]:<{names}}  {row[1]:<{thens}}  {row[2]}".rstrip() for row in rows),
            "",
            "Said then:",
            _words(replayed.then),
            "",
            "Would be said now:",
            "  The same." if _words(replayed.now) == _words(replayed.then) else _words(replayed.now),
        ]
    )


def _basis_of(reply: Reply) -> Basis:
    assert reply.basis is not None
    return reply.basis


def _question_before(answered: Answered, basis: Basis) -> MessageView | None:
    # The digest is of what Rasa was given, and remembers.
    asked = (one for one in answered.before if digest_of(as_plain_text(one.text)) == basis.leans_on)
    return next(asked, None) if basis.leans_on else None


def _understood(replayed: Replay) -> str:
    basis = _basis_of(replayed.then)
    if basis.decision is None:
        return "Stored before decisions were kept: whether it leaned on a question before it is not known."
    if replayed.leans_on:
        leans = f"leaned on message {replayed.leans_on}"
    else:
        leans = "leaned on a message that is not found" if basis.leans_on else "leaned on no other message"
    return f"Rasa's likeliest intent was {basis.intent or 'none'}; {leans}."


def _rows(replayed: Replay) -> list[tuple[str, str, str]]:
    then, now = _cells(replayed.then), _cells(replayed.now)
    # Before decisions were kept only the articles that were shown were.
    rest = NOT_KEPT if then["decision"] == NOT_KEPT else ""
    articles = zip_longest(_articles(replayed.then), _articles(replayed.now), fillvalue="")
    return [
        *((name, then[name], now[name]) for name in then),
        *((f"article {place}", one or rest, other) for place, (one, other) in enumerate(articles, start=1)),
    ]


def _cells(reply: Reply) -> dict[str, str]:
    basis = _basis_of(reply)
    is_kept = basis.decision is not None
    topics = sorted(basis.topics, key=lambda share: -share.confidence)
    return {
        "decision": str(basis.decision or NOT_KEPT),
        "kind": str(reply.kind),
        "index build": basis.index_build,
        "answerable": NOT_KEPT if basis.answerable is None else f"{basis.answerable:.3f}",
        "floor": f"{basis.threshold:.3f}",
        "sure": f"{basis.sure:.3f}" if is_kept else NOT_KEPT,
        "gap": f"{basis.gap:.3f}" if is_kept else NOT_KEPT,
        "topics": ", ".join(f"{share.topic} {share.confidence:.2f}" for share in topics) if is_kept else NOT_KEPT,
    }


def _articles(reply: Reply) -> list[str]:
    basis = _basis_of(reply)
    headings = {passage.slug: passage.heading for passage in reply.passages}
    return [
        f"{_version(one)} scores {one.score:.4f}" + (f", shows “{headings[one.slug]}”" if one.slug in headings else "")
        for one in basis.candidates or reply.rests_on
    ]


def _version(article: Candidate) -> str:
    return f"{article.slug}, version {article.version},"


def _words(reply: Reply) -> str:
    passages = [f"[{passage.slug}: {passage.heading}]\n{passage.text}" for passage in reply.passages]
    return textwrap.indent("\n\n".join([reply.text, *passages]), "  ")


def _mark(row: tuple[str, str, str]) -> str:
    name, then, now = row
    return "*" if name and then not in {now, NOT_KEPT} else " "


def _moment(moment: datetime.datetime) -> str:
    return f"{date(moment.astimezone(OSLO).date(), WrittenForm.ENGLISH)} {hour(moment, WrittenForm.ENGLISH)}"
