"""The answer to a question: what a researcher is shown, and on what it rests."""

import datetime
from dataclasses import replace

import pytest

from assistant.answering import Answerer
from assistant.articles import Library, publish, save
from assistant.articles.curation import add_shipped
from assistant.bootstrap import Services
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind, ShownSource, digest_of
from assistant.texts import text
from assistant.triage import FALLBACK, Reason, Triage, Triager, Urgency
from knowledge_base import search
from knowledge_base.article import WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.search import MAY_BE_MEANT, NEARNESS, Hit
from tests.factories import make_document, make_variant, make_weights, meaning_that_is
from tests.fakes import NOON, AlikeEmbedder, FixedClock, RecordingEmbedder, ScriptedTriageModel

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
ABOUT_SALARY = "Lønn salary nb spørsmål 3?"
ABOUT_SOMETHING_ELSE = "Hvor kjøper man sykkel i Tromsø?"
ABOUT_A_JOB = {"job_search": 0.9, "greet": 0.1}


def ask(
    services: Services, question: str, form: WrittenForm = NB, probabilities: dict[str, float] | None = None
) -> Reply:
    return services.answerer.answer(question, form, probabilities=probabilities or {})


def with_meaning(services: Services, cosine: float) -> Services:
    """Services to whose search any two different texts have about this cosine."""
    library = Library(services.database, AlikeEmbedder(cosine))
    return replace(services, library=library, answerer=Answerer(library, services.triager, services.clock))


def republish(services: Services, slug: str = "notice", **changed: object) -> None:
    """Publish a changed Bokmål variant of an article."""
    document = make_document(slug, NB, **changed)
    with services.database.transaction() as session:
        number = save(session, slug=slug, form=NB, document=document, based_on=1, now=NOON, by="test")
        publish(session, slug=slug, form=NB, number=number, now=NOON, by="test")


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def test_the_direct_answer_comes_first_with_the_passage_its_source_and_its_date(stocked: Services):
    reply = ask(stocked, ABOUT_NOTICE)

    (passage,) = reply.passages
    assert (reply.kind, reply.text) == (ReplyKind.ANSWER, "Oppsigelsestiden er tre måneder.")
    assert (passage.slug, passage.version, passage.title) == ("notice", 1, "Oppsigelsestid")
    assert passage.heading in {"First heading", "Second heading"}
    assert passage.text in {"Etter ett år er den tre måneder.", "More about Oppsigelsestid."}
    assert passage.sources == (ShownSource("The law", "https://example.org/law", "2026"),)
    assert passage.verified_on == datetime.date(2026, 11, 20)


def test_an_answer_tells_on_which_index_and_threshold_it_rests(stocked: Services):
    reply = ask(stocked, ABOUT_NOTICE)

    knowledge_base = stocked.library.knowledge_base()
    assert reply.basis.index_build == knowledge_base.index.build
    assert reply.basis.threshold == knowledge_base.weights.floor
    assert reply.basis.answerable >= reply.basis.threshold


def test_an_answer_tells_what_it_was_decided_from(stocked: Services):
    basis = ask(stocked, ABOUT_NOTICE, probabilities={FALLBACK: 0.6, "uncertainty": 0.4}).basis

    weights = stocked.library.knowledge_base().weights
    assert (basis.decision, basis.sure, basis.gap) == (Decision.ANSWER, weights.sure, weights.gap)
    assert basis.answerable == pytest.approx(sum(one.score for one in basis.candidates), abs=1e-3)
    assert [(one.slug, one.version) for one in basis.candidates] == [("notice", 1), ("salary", 1)]
    assert basis.candidates[0].score > basis.candidates[1].score
    assert {share.topic: share.confidence for share in basis.topics}["uncertainty"] == 0.7
    assert (basis.intent, basis.leans_on) == ("uncertainty", "")


def test_the_version_shown_is_the_live_one(stocked: Services):
    republish(stocked, answer="Seks måneder.")

    reply = ask(stocked, ABOUT_NOTICE)

    assert (reply.text, reply.passages[0].version) == ("Seks måneder.", 2)


@pytest.mark.parametrize("form", WrittenForm)
def test_the_answer_comes_in_the_conversations_form_whatever_form_was_asked_in(stocked: Services, form):
    reply = ask(stocked, ABOUT_NOTICE, form)

    assert reply.written_form is form
    assert reply.passages[0].slug == "notice"
    assert labels(reply) == [text("button-talk", form)]


@pytest.mark.parametrize("form", WrittenForm)
def test_a_question_without_an_answer_is_told_so_and_a_person_is_offered(stocked: Services, form):
    reply = ask(stocked, ABOUT_SOMETHING_ELSE, form)

    assert (reply.kind, reply.text) == (ReplyKind.UNKNOWN, text("answer-unknown", form))
    assert (reply.passages, reply.basis.decision) == ((), Decision.UNKNOWN)
    assert reply.triage.reasons == (Reason.NO_ANSWER,)
    assert [button.action for button in reply.buttons] == [ButtonAction.HANDOFF]


def test_having_no_answer_is_no_reason_to_call_a_person(stocked: Services):
    triage = ask(stocked, ABOUT_SOMETHING_ELSE).triage

    assert (triage.needs_human, triage.urgency) == (False, Urgency.NORMAL)


def test_a_career_question_without_an_answer_is_offered_what_lies_nearest(stocked: Services):
    reply = ask(stocked, ABOUT_SOMETHING_ELSE, probabilities=ABOUT_A_JOB)

    assert (reply.kind, reply.text) == (ReplyKind.UNKNOWN, text("answer-unknown-near", NB))
    assert set(labels(reply)) == {"Lønn", "Oppsigelsestid", text("button-talk", NB)}


def test_saying_what_lies_nearest_leads_to_its_article(stocked: Services):
    offered = ask(stocked, ABOUT_SOMETHING_ELSE, probabilities=ABOUT_A_JOB).buttons

    for button in offered:
        if button.action is ButtonAction.SAY:
            assert ask(stocked, button.value).passages[0].title == button.label


def test_an_empty_library_has_no_answer(services: Services):
    assert ask(services, ABOUT_NOTICE, probabilities=ABOUT_A_JOB).kind is ReplyKind.UNKNOWN


def test_an_article_without_a_variant_in_the_form_is_not_shown(services: Services):
    with services.database.transaction() as session:
        add_shipped(session, make_variant("notice", NB), now=NOON, by="test")

    assert ask(services, ABOUT_NOTICE, NB).kind is ReplyKind.ANSWER
    assert ask(services, ABOUT_NOTICE, WrittenForm.ENGLISH).kind is ReplyKind.UNKNOWN


def test_an_article_whose_verification_has_run_out_answers_nothing(stocked: Services, clock: FixedClock):
    clock.advance(days=365)
    assert ask(stocked, ABOUT_NOTICE).kind is ReplyKind.ANSWER

    clock.advance(days=1)
    assert ask(stocked, ABOUT_NOTICE).kind is ReplyKind.UNKNOWN


def test_the_day_on_which_a_verification_runs_out_is_a_norwegian_one(stocked: Services, clock: FixedClock):
    clock.now = datetime.datetime(2027, 11, 20, 22, 59, tzinfo=datetime.UTC)
    assert ask(stocked, ABOUT_NOTICE).kind is ReplyKind.ANSWER

    clock.now = datetime.datetime(2027, 11, 20, 23, 0, tzinfo=datetime.UTC)
    assert ask(stocked, ABOUT_NOTICE).kind is ReplyKind.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("information", ReplyKind.ANSWER), ("learning", ReplyKind.LEARNING), ("guidance", ReplyKind.GUIDANCE)],
)
def test_the_kind_of_reply_follows_the_kind_of_article(stocked: Services, kind, shown):
    republish(stocked, kind=kind)

    assert ask(stocked, ABOUT_NOTICE).kind is shown


def test_an_article_that_is_mainly_a_conversation_offers_times_with_a_person(stocked: Services):
    republish(stocked, kind="guidance")

    reply = ask(stocked, ABOUT_NOTICE)

    assert reply.triage.needs_human
    assert reply.triage.reasons == (Reason.PERSONAL_CHOICE,)
    assert labels(reply) == [text("button-see-times", NB), text("button-talk", NB)]
    assert reply.buttons[0].value == text("say-book", NB)


def test_a_personal_choice_is_answered_with_the_facts_and_a_person(stocked: Services):
    reply = ask(stocked, f"Bør jeg si opp? {ABOUT_NOTICE}")

    assert reply.kind is ReplyKind.GUIDANCE
    assert reply.text == "Oppsigelsestiden er tre måneder."
    assert reply.triage.reasons == (Reason.PERSONAL_CHOICE,)
    assert labels(reply) == [text("button-see-times", NB), text("button-talk", NB)]


def test_another_article_that_fits_as_well_is_shown_beside_the_first(stocked: Services):
    reply = ask(stocked, f"{ABOUT_NOTICE} {ABOUT_SALARY}")

    assert {passage.slug for passage in reply.passages} == {"notice", "salary"}
    assert reply.kind is ReplyKind.ANSWER


@pytest.fixture
def leaning(stocked: Services) -> Services:
    """Services to which an article answers "Kvantefeltteori på norsk", and another may have been meant."""
    alike = with_meaning(stocked, meaning_that_is(answerable=0.9))
    republish(alike, questions=["Kvantefeltteori"] * 8)
    return alike


def test_another_article_that_may_have_been_meant_is_offered_below_the_answer(leaning: Services):
    reply = ask(leaning, "Kvantefeltteori på norsk")

    (other,) = reply.offered
    assert reply.kind is ReplyKind.ANSWER
    assert [passage.slug for passage in reply.passages] == ["notice"]
    assert (other.slug, other.version) == ("salary", 1)
    assert MAY_BE_MEANT <= other.score < NEARNESS * reply.passages[0].score
    assert reply.buttons[0] == Button(text("button-did-you-mean", NB, title="Lønn"), ButtonAction.SAY, "Lønn")
    assert ask(leaning, reply.buttons[0].value).passages[0].slug == "salary"


def test_another_article_that_will_not_have_been_meant_is_left_out(leaning: Services, monkeypatch):
    (other,) = ask(leaning, "Kvantefeltteori på norsk").offered
    monkeypatch.setattr(search, "MAY_BE_MEANT", other.score + 0.001)

    reply = ask(leaning, "Kvantefeltteori på norsk")

    assert (reply.offered, labels(reply)) == ((), [text("button-talk", NB)])


def test_what_another_sentence_asks_for_is_shown_also_behind_what_may_have_been_meant(stocked: Services, monkeypatch):
    with stocked.database.transaction() as session:
        add_shipped(session, make_variant("leave", NB), now=NOON, by="test")
    ranked = [Hit("notice", 0.6, 0, 1), Hit("salary", 0.2, 0, 1), Hit("leave", 0.19, 0, 2)]
    monkeypatch.setattr(search.KnowledgeBase, "weigh", lambda *_, among: [hit for hit in ranked if hit.slug in among])

    reply = ask(stocked, f"{ABOUT_NOTICE} {ABOUT_SOMETHING_ELSE}")

    assert [passage.slug for passage in reply.passages] == ["notice", "leave"]
    assert [candidate.slug for candidate in reply.offered] == ["salary"]


@pytest.fixture
def unsure(stocked: Services) -> Services:
    """Services to which both articles are near whatever is asked, and neither is sure."""
    # Words and letters add a little to what meaning gives.
    return with_meaning(stocked, meaning_that_is(answerable=1.1 * make_weights().floor))


@pytest.mark.parametrize("form", WrittenForm)
def test_when_several_articles_may_be_meant_the_likeliest_is_shown_and_each_is_offered(unsure: Services, form):
    reply = ask(unsure, ABOUT_SOMETHING_ELSE, form)

    likeliest, other = reply.passages
    assert reply.kind is ReplyKind.CLARIFY
    assert reply.text.startswith(f"{text('answer-clarify', form)}\n\n**{likeliest.title}.** ")
    assert {likeliest.slug, other.slug} == {"notice", "salary"}
    *choices, talk = reply.buttons
    assert choices == [Button(title, ButtonAction.SAY, title) for title in (likeliest.title, other.title)]
    assert talk.action is ButtonAction.HANDOFF


def test_choosing_what_was_meant_leads_to_its_article(unsure: Services):
    *choices, _ = ask(unsure, ABOUT_SOMETHING_ELSE).buttons

    for button in choices:
        reply = ask(unsure, button.value)

        assert reply.kind is ReplyKind.ANSWER
        assert reply.passages[0].title == button.label


def test_the_topics_that_triage_found_are_in_the_reply(stocked: Services):
    reply = ask(stocked, ABOUT_NOTICE)

    assert [(share.topic, share.confidence) for share in reply.triage.topics] == [("uncertainty", 0.7)]


def test_a_question_that_may_be_personal_is_answered_and_offered_a_person(stocked: Services):
    reply = ask(stocked, f"Kanskje det. {ABOUT_NOTICE}")

    assert reply.text == "Oppsigelsestiden er tre måneder."
    assert reply.triage.reasons == (Reason.PERHAPS_PERSONAL,)
    assert labels(reply) == [text("button-see-times", NB), text("button-talk", NB)]


class TestAQuestionThatLeansOnTheOneBefore:
    def test_is_searched_for_with_it_and_assessed_without(self, stocked: Services):
        before = f"Bør jeg si opp? {ABOUT_NOTICE}"

        reply = stocked.answerer.answer("Og for postdoktorer?", NB, probabilities={}, before=before)

        assert (reply.kind, reply.passages[0].slug) == (ReplyKind.ANSWER, "notice")
        assert reply.triage == Triage()
        assert reply.basis.leans_on == digest_of(before)

    @pytest.mark.parametrize(("question", "can"), [(ABOUT_NOTICE, True), (ABOUT_SOMETHING_ELSE, False)])
    def test_is_none_if_the_articles_answer_it_alone(self, stocked: Services, question, can):
        assert stocked.answerer.can_answer(question, NB, probabilities={}) is can

    def test_is_not_answered_for_sure_where_several_may_be_meant(self, unsure: Services):
        assert not unsure.answerer.can_answer(ABOUT_SOMETHING_ELSE, NB, probabilities={})


class CountingTriageModel(ScriptedTriageModel):
    """Counts the messages that are put through the encoder."""

    def __init__(self) -> None:
        self.asked = 0

    def probabilities(self, message: str) -> dict[str, float]:
        self.asked += 1
        return super().probabilities(message)


@pytest.mark.parametrize(
    ("method", "message"),
    [("answer", ABOUT_NOTICE), ("answer_if_exact", ABOUT_NOTICE), ("answer_if_personal", "Bør jeg slutte?")],
)
def test_a_message_is_put_through_each_encoder_once(stocked: Services, method, message):
    embedder, model = RecordingEmbedder(), CountingTriageModel()
    library = Library(stocked.database, embedder)
    answerer = Answerer(library, Triager(model), stocked.clock)
    library.shelf()
    embedder.given.clear()

    assert getattr(answerer, method)(message, NB, probabilities={}) is not None

    assert (model.asked, embedder.given) == (1, [message])


def test_a_reply_survives_its_way_as_json(stocked: Services):
    reply = ask(stocked, f"Bør jeg si opp? {ABOUT_NOTICE}", probabilities={"uncertainty": 0.7})

    assert Reply.from_json(reply.to_json()) == reply
