"""A brief for the counsellor, made of the researcher's own words."""

from assistant.bootstrap import Services
from assistant.conversations import Brief, MessageState, Sender
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.people import Profile
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic
from tests.chat import Chat
from tests.counselling import ask_for_person, claim, write
from tests.fakes import ScriptedEngine


def test_a_brief_is_made_of_the_researchers_own_words(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    topics = Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.STRAIN,))
    engine.script = lambda text, form: [Reply(ReplyKind.ANSWER, "svar", form, triage=topics)]
    chat.say("Kontrakten min går ut")
    ask_for_person(chat)
    claim(chat, ida)
    write(chat, ida)
    chat.say("Takk")

    brief = Brief.of(chat.view(), chat.messages())

    assert brief == Brief(("Kontrakten min går ut", "Takk"), ("uncertainty",), ("strain", "asked_for_person"), ())
    assert Brief.from_json(brief.to_json()) == brief
    assert brief.only_topics() == Brief(topics=("uncertainty",))
    assert {message.state for message in chat.messages() if message.sender is Sender.RESEARCHER} == {
        MessageState.ANSWERED,
        MessageState.WITH_PERSON,
    }


WHOLE = Brief(
    own_words=("Eg er gravid. Kontrakten min ved NTNU går ut.", "Kva no?"),
    topics=("family_planning", "uncertainty"),
    reasons=("strain",),
    articles=(("notice", "Oppseiingstid"),),
    situation=(("institution", "NTNU"), ("family", "pregnancy")),
)


def keys_but(brief: Brief, *struck: tuple[str, ...]) -> set[str]:
    return {line.key for line in brief.lines() if line.told not in struck}


def test_each_sentence_stands_on_a_line_of_its_own() -> None:
    brief = WHOLE.by_sentence()

    assert brief.own_words == ("Eg er gravid.", "Kontrakten min ved NTNU går ut.", "Kva no?")
    assert (brief.topics, brief.reasons, brief.articles) == (WHOLE.topics, WHOLE.reasons, WHOLE.articles)
    assert brief.by_sentence() == brief
    assert [line.kind for line in brief.lines()] == [
        "reasons", *["own_words"] * 3, *["situation"] * 2, *["topics"] * 2, "articles"
    ]  # fmt: skip


def test_a_line_that_is_struck_is_gone_and_nothing_else_is() -> None:
    brief = WHOLE.by_sentence()

    for line in brief.lines():
        if line.kind != "own_words":
            left = brief.keeping(keys_but(brief, line.told))
            assert [one for one in brief.lines() if one not in left.lines()] == [line]
    assert brief.keeping(brief.keys()) == brief
    assert brief.keeping([]).is_empty


def test_what_was_found_in_words_goes_with_them() -> None:
    brief = WHOLE.by_sentence()

    left = brief.keeping(keys_but(brief, ("Eg er gravid.",)))

    assert left.own_words == ("Kontrakten min ved NTNU går ut.", "Kva no?")
    assert left.situation == (("institution", "NTNU"),)


def test_the_key_of_a_line_says_what_stands_there_and_of_which_kind() -> None:
    one, same, other = Brief(topics=("skills",)), Brief(topics=("skills",)), Brief(own_words=("skills",))

    assert one.keys() == same.keys()
    assert one.keys().isdisjoint(other.keys())
    assert WHOLE.lines()[-1].key == WHOLE.key("articles", ("notice", "Oppseiingstid"))


def test_two_briefs_together_have_each_line_once() -> None:
    joined = Brief(("A",), ("skills_and_planning",)).joined_with(Brief(("A", "B"), reasons=("strain",)))

    assert joined == Brief(("A", "B"), ("skills_and_planning",), ("strain",))
