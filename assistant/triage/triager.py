"""Assesses a message: its topics and the need of a person by a trained classifier, strain by its words.

Each outcome carries a reason that can be shown to counsellors.
"""

import re
from collections.abc import Mapping

from assistant.triage.model import NEEDS_HUMAN, TriageModel
from assistant.triage.values import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic

FALLBACK = "nlu_fallback"

# Words of a choice or a feeling that is the writer's own, for where the classifier is not sure.
# "Should I go on?" is a choice; "how should I write?" and "how long shall I be away?" ask for facts.
_ASKED_FOR = ("hva", "kva", "ka", "hvordan", "korleis", "åssen", "når", "hvor", "kor", "lenge", "lang", "langt", "mye",
              "mykje", "mange", "ofte", "tidlig", "tidleg", "what", "how", "when", "where", "long", "much", "many",
              "often", "soon", "early")  # fmt: skip
_NO_FACT = "".join(f"(?<!\\b{word} )" for word in _ASKED_FOR)
_PERSONAL_CHOICE = re.compile(
    rf"\b{_NO_FACT}(bør|burde|skal|skulle) (jeg|eg|æ|vi)\b|\b{_NO_FACT}should (i|we)\b"
    r"|\b(tør|torer|orker|orkar|klarer|klarar|passer|passar|duger|dugar) (jeg|eg|æ|vi)\b"
    r"|\b(hva|kva|ka) (kan|vil|bør|burde|skal|skulle) (jeg|eg|æ|vi)"
    r" (egentlig|eigentleg|egentleg|bli|verte|velge|velje)\b"
    r"|\b(hva|kva|ka|hvordan|korleis) (bør|burde|skal|skulle) (jeg|eg|æ|vi) (gjøre|gjere|satse|klare|holde|halde)\b"
    r"|\bwhat should (i|we) (do|choose|pick|become)\b"
    r"|\b(jeg|eg) (er |føler meg |kjenner meg )?(så |veldig |helt |heilt )?"
    r"(usikker|fortvilet|fortvila|redd|i tvil|rådvill|ulykkelig|ulukkeleg|ensom|einsam)\b"
    r"|\b(vet|veit) (ikke|ikkje) (om|hva|kva|hvordan|korleis) (jeg|eg)\b|\b(ønsker|ønskjer) (meg|jeg|eg)\b"
    r"|\b(jeg|eg) trenger hjelp\b|\beg treng hjelp\b"
    r"|\b((er|var) (jeg|eg|æ)|(jeg|eg|æ) (er|var|føler meg|kjenner meg|blir)|aldri( bli)?)( \w+){0,2} god nok\b"
    r"|\b(am i|i am|i'm|i feel|i was|never( be)?)( \w+){0,2} good enough\b"
    r"|\bam i (good|smart|clever|too|even|really)\b|\bdo i (belong|fit|deserve)\b"
    r"|\bi('m| am) (so |very |not |really )?(unsure|uncertain|afraid|scared|torn|lost|worried|sure (if|what|whether))\b"
    r"|\bi (don't|do not|dont) know (if|whether|what) (i|to)\b|\bi need help\b|\bworth it for me\b",
    re.IGNORECASE,
)

# Signs of strain that are no crisis, but that a person should see before long.
_STRAIN = re.compile(
    r"\b(utbrent|utslitt|utbrend|gråter|grater|græt|får ikke sove|får ikkje sove|søv ikkje|trakassert|trakassering"
    r"|mobbet|mobba|mobbing|truer|truar|angst|sykmeldt|sjukmeld|sjukmeldt|orker ikke mer|orkar ikkje meir"
    r"|burn(ed|t)? ?out|crying|can't sleep|cannot sleep|harass(ed|ment)|bullied|bullying|threaten(s|ed)|panic"
    r"|anxiety|can't take (it|this)|exhausted)\b",
    re.IGNORECASE,
)
# Who asks for the rules, or whom to tell, need not be the one it happened to.
_ASKS_FOR_RULES = re.compile(
    r"\b(regler|reglene|reglar|reglane|retningslinje\w*|rutine\w*|varsling\w*|polic(y|ies)|rules?|guidelines?|procedures?)\b"
    r"|\b(hvem|kven) (sier|seier|kan|skal|bør) (jeg|eg|man|en|ein)( (si|seie|melde|varsle))?\b"
    r"|\bwho (do|can|should) (i|we|one|you) (tell|report|contact)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(jeg|eg|æ|meg|min|mi|mitt|mine|vi|oss|i|me|my|we|us)\b", re.IGNORECASE)


def likeliest(intents: Mapping[str, float]) -> str:
    """The intent with the highest probability; Rasa's own fallback stands for none and does not count."""
    return max((name for name in intents if name != FALLBACK), key=lambda name: intents[name], default="")


class Triager:
    """Assesses messages with a trained model."""

    def __init__(self, model: TriageModel) -> None:
        self._model = model

    def probabilities(self, text: str) -> dict[str, float]:
        """How probable each label of the model is for a message; this is the part that takes the encoder."""
        return self._model.probabilities(text)

    def assess(
        self,
        text: str,
        intents: Mapping[str, float],
        *,
        reasons: tuple[Reason, ...] = (),
        labels: Mapping[str, float] | None = None,
    ) -> Triage:
        """The triage of a message, from its words and Rasa's probabilities of each intent.

        `reasons` are those the caller already knows, for example that the researcher asked for a person,
        and `labels` what `probabilities` said of the message, where that was asked before.
        """
        probabilities = self.probabilities(text) if labels is None else labels
        found = [*reasons, *self._reasons(text, probabilities)]
        return Triage(
            topics=self.topics(probabilities, intents),
            urgency=Urgency.SOON if Reason.STRAIN in found else Urgency.NORMAL,
            needs_human=bool(set(found) - {Reason.NO_ANSWER, Reason.LAPSED}),
            reasons=tuple(dict.fromkeys(found)),
        )

    def topics(self, probabilities: Mapping[str, float], intents: Mapping[str, float]) -> tuple[TopicShare, ...]:
        """The topics that reach the threshold, best first; the best of all where it may be one, or Rasa says so."""
        shares = sorted((TopicShare(topic, probabilities[topic]) for topic in Topic), key=lambda one: -one.confidence)
        thresholds = self._model.thresholds
        is_topic = likeliest(intents) in set(Topic) or shares[0].confidence >= thresholds.perhaps_topic
        return tuple(
            share
            for place, share in enumerate(shares)
            if share.confidence >= thresholds.topic or (is_topic and place == 0)
        )

    def _reasons(self, text: str, probabilities: Mapping[str, float]) -> list[Reason]:
        found: list[Reason] = []
        # Phones type a curly apostrophe in "can't sleep".
        plain = text.replace("\u2019", "'")
        if probabilities[NEEDS_HUMAN] >= self._model.thresholds.personal or _PERSONAL_CHOICE.search(plain):
            found.append(Reason.PERSONAL_CHOICE)
        elif probabilities[NEEDS_HUMAN] >= self._model.thresholds.perhaps_personal:
            found.append(Reason.PERHAPS_PERSONAL)
        if _STRAIN.search(plain) and (Reason.PERSONAL_CHOICE in found or not _only_asks_for_rules(plain)):
            found.append(Reason.STRAIN)
        return found


def _only_asks_for_rules(message: str) -> bool:
    rest = _ASKS_FOR_RULES.sub("", message)
    return rest != message and not _FIRST_PERSON.search(rest)
