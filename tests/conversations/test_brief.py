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
