"""Answers narrowed to where researchers are and as what, once they have said so in the conversation."""

from pathlib import Path

import pytest

from actions.answer_question import AnswerQuestion
from assistant.answering.narrowing import is_elsewhere, sections_for
from assistant.articles import import_articles
from assistant.bootstrap import Services
from assistant.dialogue.reply import Reply
from assistant.replay import replay
from assistant.situation import UNTOLD, Situation, told_in
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import Chat, begin_chat
from tests.factories import make_document
from tests.fakes import NOON, ScriptedEngine
from tests.turns import run

NB = WrittenForm.BOKMAL
AT_NTNU = Situation(frozenset({"NTNU"}))
POSTDOC = Situation(positions=frozenset({"postdoc"}))
HEADINGS = ["Stipendiat: tre år", "Postdoktor: to år", "Slik er det ved UiO", "Slik er det ved NTNU", "Unntak"]
ABOUT_CAREER = "Hvem gir råd om karriere der jeg jobber?"


@pytest.fixture
def universities(services: Services, article_folder: Path) -> Services:
    """Two articles that are alike but for the institution, with a section for each position, among others."""
    for name in ("UiO", "NTNU"):
        slug = f"career-{name.lower()}"
        (article_folder / slug).mkdir()
        for form in WrittenForm:
            document = make_document(
                slug, form, title=f"Karriere ved {name}", answer=f"Det gjør {name}.",
                questions=[f"{ABOUT_CAREER} {name} {form} {number}" for number in range(8)],
            )  # fmt: skip
            document = document.replace("First heading", "Stipendiat").replace("Second heading", "Postdoktor")
            (article_folder / slug / f"{form}.md").write_text(document, encoding="utf-8")
    with services.database.transaction() as session:
        import_articles(session, article_folder, now=NOON, by="test")
    return services


def ask(services: Services, told: Situation = UNTOLD, question: str = ABOUT_CAREER) -> Reply:
    return services.answerer.answer(question, NB, probabilities={}, told=told)


class TestArticles:
    @pytest.mark.parametrize(
        ("title", "situation", "elsewhere"),
        [
            ("Karriere ved UiO", AT_NTNU, True),
            ("Karriere ved NTNU", AT_NTNU, False),
            ("Lønn ved UiO og NTNU", AT_NTNU, False),
            ("Lønn", AT_NTNU, False),
            ("Karriere ved UiO", UNTOLD, False),
            ("Karriere ved UiO", POSTDOC, False),
        ],
    )
    def test_about_other_institutions_are_elsewhere(self, title, situation, elsewhere):
        assert is_elsewhere(title, situation) is elsewhere

    def test_are_asked_about_as_long_as_nothing_is_told(self, universities: Services):
        reply = ask(universities)

        assert {passage.slug for passage in reply.passages} >= {"career-uio", "career-ntnu"}
        assert reply.narrowed_to == ()

    def test_elsewhere_are_not_shown_to_who_has_told_where_they_are(self, universities: Services):
        reply = ask(universities, AT_NTNU)

        assert {passage.slug for passage in reply.passages} & {"career-uio", "career-ntnu"} == {"career-ntnu"}
        assert reply.narrowed_to == ("NTNU",)

    def test_elsewhere_take_nothing_from_the_one_that_is_here(self, universities: Services):
        """The two share the probability as long as either may be meant."""
        untold, told = (ask(universities, situation, f"{ABOUT_CAREER} nb 3") for situation in (UNTOLD, AT_NTNU))

        assert told.basis.answerable == pytest.approx(untold.basis.answerable, abs=0.1)
        assert told.passages[0].score > 1.5 * untold.passages[0].score

    def test_are_those_of_the_institution_that_the_question_names(self, universities: Services):
        reply = ask(universities, AT_NTNU, f"{ABOUT_CAREER} UiO")

        assert (reply.passages[0].slug, reply.narrowed_to) == ("career-uio", ())


class TestSections:
    @pytest.mark.parametrize(
        ("situation", "places"),
        [
            (UNTOLD, None),
            (AT_NTNU, [0, 1, 3, 4]),
            (POSTDOC, [1, 2, 3, 4]),
            (Situation(AT_NTNU.institutions, POSTDOC.positions), [1, 3, 4]),
            (Situation(frozenset({"UiB"})), [0, 1, 4]),
        ],
    )
    def test_hold_here_unless_they_are_about_others(self, situation, places):
        assert sections_for(HEADINGS, situation) == places

    def test_about_another_position_hold_where_none_is_about_this(self):
        assert sections_for(["Stipendiat: tre år", "Unntak"], POSTDOC) == [0, 1]

    def test_are_all_there_is_where_all_are_about_others(self):
        assert sections_for(["Ved UiO"], AT_NTNU) is None

    def test_for_the_position_that_was_told_are_shown(self, universities: Services):
        reply = ask(universities, Situation(AT_NTNU.institutions, POSTDOC.positions))

        assert reply.passages[0].heading == "Postdoktor"
        assert reply.passages[0].section == 2
        assert reply.narrowed_to == ("NTNU", text("value-postdoc", NB))


class TestConversation:
    @pytest.fixture
    def chat(self, universities: Services, engine: ScriptedEngine) -> Chat:
        """A chat whose questions are answered as the action server does."""
        chat = begin_chat(universities)
        action = AnswerQuestion(universities)
        engine.script = lambda typed, form: [run(action, typed, form=form, conversation=chat.id).reply]
        return chat

    def test_remembers_what_was_told_and_says_so(self, chat: Chat):
        chat.say("Hei, jeg er postdoktor ved NTNU")
        chat.say("Takk")
        [reply] = chat.say(ABOUT_CAREER).replies

        assert reply.reply.passages[0].slug == "career-ntnu"
        assert reply.reply.narrowed_to == ("NTNU", text("value-postdoc", NB))

    def test_tells_nothing_to_another(self, chat: Chat, universities: Services):
        chat.say("Jeg er stipendiat ved NTNU")

        other = run(AnswerQuestion(universities), ABOUT_CAREER, conversation=begin_chat(universities).id).reply
        assert other.narrowed_to == ()

    def test_believes_the_last_word(self, chat: Chat):
        chat.say("Jeg er stipendiat ved NTNU")
        chat.say("Jeg jobber på UiO nå")

        assert chat.say(ABOUT_CAREER).replies[0].reply.passages[0].slug == "career-uio"

    def test_is_replayed_as_it_was(self, chat: Chat, universities: Services):
        chat.say("Jeg er stipendiat ved NTNU")
        said = chat.say(ABOUT_CAREER)
        chat.say("Jeg jobber på UiO nå")

        replayed = replay(universities, said.message.id)

        assert replayed.now.passages[0].slug == replayed.then.passages[0].slug == "career-ntnu"


def test_what_is_told_in_a_question_is_not_said_to_be_remembered(universities: Services):
    question = f"Jeg er ved NTNU. {ABOUT_CAREER}"

    assert ask(universities, told_in([question]), question).narrowed_to == ()
