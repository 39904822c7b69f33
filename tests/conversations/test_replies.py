"""What is kept with a reply: receipts of what it rests on, and what it says of topics and urgency."""

import datetime

from sqlalchemy import select

from assistant.bootstrap import Services
from assistant.conversations import AnswerReceipt
from assistant.dialogue.reply import Basis, Candidate, ShownPassage, ShownSource
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic
from knowledge_base.decision import Decision
from tests.chat import Chat
from tests.conversations.answering import reply_with
from tests.fakes import ScriptedEngine

PASSAGE = ShownPassage(
    slug="notice", version=3, title="Oppsigelsestid", text="Tre måneder.", heading="Hvor lenge",
    sources=(ShownSource("Loven", "https://lovdata.no", "2026"),), verified_on=datetime.date(2026, 11, 20), score=0.75,
)  # fmt: skip


def test_an_answer_has_a_receipt_for_each_passage(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    engine.script = lambda text, form: [
        reply_with(form, passages=(PASSAGE,), basis=Basis("build-1", 0.5, Decision.ANSWER))
    ]
    [reply] = chat.say("Hva er oppsigelsestiden?").replies
    with services.database.reading() as session:
        [receipt] = session.scalars(select(AnswerReceipt))
    assert (receipt.message_id, receipt.slug, receipt.version) == (reply.id, "notice", 3)
    assert (receipt.index_build, receipt.score, receipt.threshold) == ("build-1", 0.75, 0.5)
    assert receipt.decision == "answer"


def test_what_has_lapsed_has_a_receipt_though_no_passage_of_it_is_shown(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    considered = (Candidate("notice", 3, 0.75), Candidate("salary", 1, 0.3))
    basis = Basis("build-1", 0.5, Decision.LAPSED, candidates=considered)
    engine.script = lambda text, form: [reply_with(form, basis=basis)]
    [reply] = chat.say("Hva er oppsigelsestiden?").replies
    with services.database.reading() as session:
        [receipt] = session.scalars(select(AnswerReceipt))
    assert (receipt.message_id, receipt.slug, receipt.version, receipt.score) == (reply.id, "notice", 3, 0.75)
    assert receipt.decision == "lapsed"


def test_silence_has_a_receipt_of_no_article(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    basis = Basis("build-1", 0.5, Decision.UNKNOWN, candidates=(Candidate("notice", 3, 0.2),))
    engine.script = lambda text, form: [reply_with(form, basis=basis)]
    [reply] = chat.say("Hvor kjøper jeg sykkel?").replies
    with services.database.reading() as session:
        assert session.scalars(select(AnswerReceipt)).all() == []
    assert reply.reply.basis == basis


def test_a_stored_reply_comes_back_as_it_was(engine: ScriptedEngine, chat: Chat) -> None:
    sent = reply_with(
        passages=(PASSAGE,), basis=Basis("build-1", 0.5),
        triage=Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.STRAIN,)),
    )  # fmt: skip
    engine.script = lambda text, form: [sent]
    chat.say("Hei")
    assert chat.messages()[-1].reply == sent


def test_topics_and_reasons_gather_and_the_urgency_never_falls(engine: ScriptedEngine, chat: Chat) -> None:
    triages = iter(
        [
            Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.STRAIN,)),
            Triage((TopicShare(Topic.JOB_SEARCH, 0.8), TopicShare(Topic.UNCERTAINTY, 0.3))),
        ]
    )
    engine.script = lambda text, form: [reply_with(form, triage=next(triages))]
    chat.say("En")
    chat.say("To")
    view = chat.view()
    assert view.topics == (Topic.UNCERTAINTY, Topic.JOB_SEARCH)
    assert (view.urgency, view.needs_human, view.reasons) == (Urgency.SOON, True, (Reason.STRAIN,))
