"""`veivalg articles replay`: what a reply rested on, and what today's articles say to the same message."""

import subprocess

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from assistant import privacy
from assistant.__main__ import app
from assistant.articles import document_of, publish, save
from assistant.articles.curation import add_shipped
from assistant.bootstrap import Services
from assistant.conversations import Message, answer_kept
from assistant.dialogue.reply import ReplyKind
from assistant.errors import MessageUnknown, NoReceipt
from assistant.people import Profile
from assistant.replay import replay, report
from knowledge_base.article import WrittenForm
from knowledge_base.decision import Decision
from tests.chat import CRISIS, Chat, begin_chat
from tests.counselling import ask_for_person, claim, write
from tests.factories import make_document, make_variant
from tests.fakes import FixedClock, ScriptedEngine
from tests.memory.talk import Talk
from tests.running import command

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
ABOUT_SALARY = "Lønn salary nb spørsmål 3?"
ABOUT_SOMETHING_ELSE = "Hvor kjøper man sykkel i Tromsø?"
LEANING = "Og for postdoktorer?"


@pytest.fixture
def chat(stocked: Services, engine: ScriptedEngine) -> Chat:
    """A conversation that is answered as the action server does, with its memory."""
    talk = Talk(stocked)
    engine.script = lambda typed, form: [talk.say(typed)]
    return begin_chat(stocked)


def republish(services: Services, answer: str = "Seks måneder.") -> None:
    document = make_document("notice", NB, title="Oppsigelsestid", answer=answer)
    with services.database.transaction() as session:
        _, latest = document_of(session, "notice", NB)
        number = save(
            session, slug="notice", form=NB, document=document, based_on=latest, now=services.clock(), by="test"
        )
        publish(session, slug="notice", form=NB, number=number, now=services.clock(), by="test")


def changed(told: str) -> list[str]:
    """The names of the rows that differ."""
    return [line[2:].split("  ")[0] for line in told.splitlines() if line.startswith("* ")]


def row(told: str, name: str) -> list[str]:
    """The two cells of a row."""
    (line,) = (line for line in told.splitlines() if line[2:].startswith(f"{name}  "))
    return [cell.strip() for cell in line[2:].removeprefix(name).split("  ") if cell.strip()]


class TestAReply:
    def test_whose_articles_are_as_they_were_would_be_the_same(self, stocked: Services, chat: Chat):
        said = chat.say(ABOUT_NOTICE)

        replayed = replay(stocked, said.message.id)

        assert replayed.then == said.replies[0].reply
        assert replayed.now == replayed.then
        assert (changed(report(replayed)), replayed.leans_on) == ([], None)
        assert report(replayed).endswith("Would be said now:\n  The same.")

    def test_is_found_by_its_own_number_as_by_its_messages(self, stocked: Services, chat: Chat):
        said = chat.say(ABOUT_NOTICE)

        assert replay(stocked, said.replies[0].id) == replay(stocked, said.message.id)

    def test_is_told_with_versions_passages_scores_floor_and_index(self, stocked: Services, chat: Chat):
        [reply] = chat.say(ABOUT_NOTICE).replies
        knowledge_base = stocked.library.knowledge_base()

        told = report(replay(stocked, reply.id))

        (shown,) = reply.reply.passages
        assert f"Reply {reply.id} to message {reply.reply_to}, written form nb\nConversation {chat.id}\n" in told
        assert "Rasa's likeliest intent was uncertainty; leaned on no other message." in told
        assert row(told, "decision") == ["answer", "answer"]
        assert row(told, "index build") == [knowledge_base.index.build] * 2
        assert row(told, "floor") == [f"{knowledge_base.weights.floor:.3f}"] * 2
        assert row(told, "article 1") == [
            f"notice, version 1, scores {shown.score:.4f}, shows “{shown.heading}”"
        ] * 2  # fmt: skip
        assert row(told, "article 2")[0].startswith("salary, version 1, scores 0.")
        assert f"Oppsigelsestiden er tre måneder.\n\n  [notice: {shown.heading}]\n  {shown.text}" in told

    def test_stays_as_stored_beside_what_has_changed_since(self, stocked: Services, chat: Chat, clock: FixedClock):
        said = chat.say(ABOUT_NOTICE)
        clock.advance(days=1, hours=2)
        republish(stocked)

        replayed = replay(stocked, said.message.id)

        assert (replayed.then.text, replayed.now.text) == ("Oppsigelsestiden er tre måneder.", "Seks måneder.")
        told = report(replayed)
        assert "then, 20 November 2026 13:00  " in told
        assert "now, 21 November 2026 15:00" in told
        assert set(changed(told)) >= {"index build", "article 1"}
        assert "decision" not in changed(told)
        assert [cell.split(",")[1] for cell in row(told, "article 1")] == [" version 1", " version 2"]

    def test_is_asked_for_in_the_form_it_had(self, stocked: Services, engine: ScriptedEngine):
        talk = Talk(stocked, WrittenForm.ENGLISH)
        engine.script = lambda typed, form: [talk.say(typed)]
        said = begin_chat(stocked, WrittenForm.ENGLISH, form_is_chosen=True).say(ABOUT_NOTICE)

        assert replay(stocked, said.message.id).now.written_form is WrittenForm.ENGLISH

    def test_that_was_silence_is_an_answer_once_there_is_an_article(self, stocked: Services, chat: Chat):
        said = chat.say(ABOUT_SOMETHING_ELSE)
        with stocked.database.transaction() as session:
            variant = make_variant("bicycles", title="Sykkel", questions=[ABOUT_SOMETHING_ELSE] * 8)
            add_shipped(session, variant, now=stocked.clock(), by="test")

        told = report(replay(stocked, said.message.id))

        assert row(told, "decision") == ["unknown", "answer"]
        assert row(told, "article 1")[1].startswith("bicycles, version 1, scores ")

    def test_that_has_lapsed_since_is_told_to_have(self, stocked: Services, chat: Chat, clock: FixedClock):
        said = chat.say(ABOUT_NOTICE)
        clock.advance(days=366)

        told = report(replay(stocked, said.message.id))

        assert row(told, "decision") == ["answer", "lapsed"]
        assert changed(told) == ["decision", "kind", "article 1"]
        assert "https://example.org/law" in told.partition("Would be said now:")[2]

    def test_that_named_a_lapsed_article_tells_which(self, stocked: Services, chat: Chat, clock: FixedClock):
        clock.advance(days=366)
        said = chat.say(ABOUT_NOTICE)

        replayed = replay(stocked, said.message.id)

        assert replayed.now == replayed.then
        assert replayed.then.basis.decision is Decision.LAPSED
        assert row(report(replayed), "article 1")[0].startswith("notice, version 1, scores ")

    def test_that_was_given_up_for_a_person_still_tells_what_was_found(self, stocked: Services, chat: Chat):
        *_, third = (chat.say(f"{ABOUT_SOMETHING_ELSE} {number}") for number in range(3))

        replayed = replay(stocked, third.message.id)

        assert replayed.then.text != replayed.now.text
        assert changed(report(replayed)) == []

    def test_that_came_late_is_the_one_that_is_told(self, stocked: Services, engine: ScriptedEngine, chat: Chat):
        engine.silent = True
        said = chat.say(ABOUT_NOTICE)
        engine.silent = False
        answer_kept(stocked.database, stocked.engine, stocked.clock)

        assert replay(stocked, said.message.id).then.kind is ReplyKind.ANSWER
        with pytest.raises(NoReceipt):
            replay(stocked, said.replies[0].id)

    def test_to_what_rasa_would_obey_is_replayed_as_rasa_was_given_it(
        self, stocked: Services, engine: ScriptedEngine, chat: Chat
    ):
        script = engine.script
        engine.script = lambda typed, form: script(typed.lstrip("/"), form)
        chat.say(f"/{ABOUT_NOTICE}")
        said = chat.say(LEANING)

        replayed = replay(stocked, said.message.id)

        assert (replayed.now.basis, replayed.leans_on) == (replayed.then.basis, chat.messages()[0].id)


class TestAQuestionThatLeanedOnAnother:
    def test_is_searched_with_the_same_one(self, stocked: Services, chat: Chat):
        before = chat.say(ABOUT_NOTICE)
        chat.say("hmm")
        said = chat.say(LEANING)

        replayed = replay(stocked, said.message.id)

        assert replayed.leans_on == before.message.id
        assert replayed.now.passages == replayed.then.passages != ()
        assert replayed.now.basis == replayed.then.basis
        assert f"leaned on message {before.message.id}." in report(replayed)

    def test_is_not_answered_alone(self, stocked: Services, chat: Chat):
        """If this fails, the test above proves nothing."""
        assert replay(stocked, chat.say(LEANING).message.id).now.passages == ()

    def test_leaves_no_word_of_it_in_the_reply(self, stocked: Services, chat: Chat):
        chat.say(ABOUT_NOTICE)
        [reply] = chat.say(LEANING).replies

        with stocked.database.reading() as session:
            stored = str(session.scalars(select(Message.reply).where(Message.id == reply.id)).one())
        assert reply.reply.basis.leans_on in stored
        assert ABOUT_NOTICE not in stored


class TestWhatTheResearcherWrote:
    def test_is_not_told(self, stocked: Services, chat: Chat):
        chat.say(f"Jeg heter Kim. {ABOUT_NOTICE}")
        said = chat.say(LEANING)

        told = report(replay(stocked, said.message.id)) + report(replay(stocked, said.message.id - 2))

        assert "Kim" not in told
        assert LEANING not in told


class TestAReceiptFromBeforeDecisionsWereKept:
    @pytest.fixture
    def number(self, stocked: Services, chat: Chat) -> int:
        [reply] = chat.say(ABOUT_NOTICE).replies
        with stocked.database.transaction() as session:
            row = session.get_one(Message, reply.id)
            basis = {name: row.reply["basis"][name] for name in ("index_build", "threshold")}
            row.reply = {**row.reply, "basis": basis}
        return reply.id

    def test_is_told_as_far_as_it_goes(self, stocked: Services, number: int):
        told = report(replay(stocked, number))

        assert "Stored before decisions were kept" in told
        assert row(told, "decision") == ["not kept", "answer"]
        assert row(told, "article 1")[0] == row(told, "article 1")[1]
        assert row(told, "article 2")[0] == "not kept"
        assert changed(told) == []


class TestARefusal:
    def test_of_a_number_that_is_none(self, stocked: Services, chat: Chat):
        with pytest.raises(MessageUnknown) as refusal:
            replay(stocked, 4711)

        assert refusal.value.values == {"number": "4711"}

    def test_of_a_message_whose_conversation_was_erased(self, stocked: Services, chat: Chat):
        said = chat.say(ABOUT_NOTICE)
        privacy.erase(stocked, chat.id, chat.token)

        for number in (said.message.id, said.replies[0].id):
            with pytest.raises(MessageUnknown):
                replay(stocked, number)

    def test_of_small_talk(self, stocked: Services, chat: Chat):
        said = chat.say("hmm")

        for number in (said.message.id, said.replies[0].id):
            with pytest.raises(NoReceipt):
                replay(stocked, number)

    def test_of_what_a_counsellor_wrote_and_of_what_only_they_answer(self, stocked: Services, chat: Chat, ida: Profile):
        ask_for_person(chat)
        claim(chat, ida)
        written, asked = write(chat, ida), chat.say(ABOUT_NOTICE)

        for number in (written.id, asked.message.id):
            with pytest.raises(NoReceipt):
                replay(stocked, number)

    def test_of_the_fixed_reply_to_danger(self, stocked: Services, chat: Chat):
        with pytest.raises(NoReceipt):
            replay(stocked, chat.say(CRISIS).message.id)


class TestTheCommand:
    def ask(self, services: Services, number: object) -> subprocess.CompletedProcess[str]:
        return command(
            "articles", "replay", "--message", str(number),
            VEIVALG_VAR_DIR=services.settings.var_dir, DATABASE_URL=services.database.url,
        )  # fmt: skip

    def test_prints_what_was_said_beside_what_would_be(self, stocked: Services, chat: Chat):
        """Now with the real encoder, so that only what was stored is known beforehand."""
        [reply] = chat.say(ABOUT_NOTICE).replies

        done = self.ask(stocked, reply.id)

        assert (done.returncode, row(done.stdout, "decision")[0]) == (0, "answer")
        assert row(done.stdout, "index build")[0] == reply.reply.basis.index_build
        assert "Oppsigelsestiden er tre måneder." in done.stdout.partition("Would be said now:")[0]

    def test_refuses_in_one_sentence(self, stocked: Services, chat: Chat):
        small_talk = chat.say("hmm").message.id

        unknown, without = self.ask(stocked, 4711), self.ask(stocked, small_talk)

        assert (unknown.returncode, without.returncode) == (1, 1)
        assert unknown.stderr == "veivalg: There is no message 4711. Its conversation may have been deleted.\n"
        assert without.stderr.startswith(f"veivalg: The articles were not searched for message {small_talk}, ")

    @pytest.mark.parametrize("number", ["0", "-1", "x", 2**31])
    def test_refuses_what_no_message_can_have(self, number):
        done = CliRunner().invoke(app, ["articles", "replay", "--message", str(number)])

        assert done.exit_code == 2
        assert "--message" in done.output
