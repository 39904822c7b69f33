"""Which written form a message is in."""

import re
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from knowledge_base.article import WrittenForm

MIN_WORDS = 3
# A greeting is the same in both Norwegian forms; the detector would choose one all the same.
MIN_WORDS_TO_TELL_NORWEGIAN = 6
MIN_CONFIDENCE = 0.6

_NORWEGIAN = {WrittenForm.BOKMAL, WrittenForm.NYNORSK}
_FORMS = {
    Language.BOKMAL: WrittenForm.BOKMAL,
    Language.NYNORSK: WrittenForm.NYNORSK,
    Language.ENGLISH: WrittenForm.ENGLISH,
}


# Words that stand in one form only and in most sentences; the detector alone takes short Nynorsk for Bokmål.
# Left out are those that are also English ("bare", "vet"), a name ("Vera") or allowed in both ("stillinga").
_ONLY_NYNORSK = frozenset(
    "eg ikkje kva kven korleis kvifor kvar kvart frå nokon noko nokre mykje meir dykk dykkar vere seie "
    "gjere gjera berre mellombels søkje tilsett høgskule rettleiar rettleiaren rettleiing hjå "
    "skuld anten einaste åleine korkje ynskjer ønskjer kjem hugsar vart tenkjer".split()
)
_ONLY_BOKMAL = frozenset(
    "jeg ikke hva hvem hvordan hvorfor hvor fra noen noe mye mer være gjøre høyskole veileder veilederen "
    "veiledning hun hvilke hvilken hvilket enten eneste alene ønsker kommer husker ble tenker".split()
)


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_FORMS).build()


def detect(text: str, *, otherwise: WrittenForm) -> WrittenForm:
    """The written form of a text; `otherwise` if it is too short or too doubtful to tell."""
    words = set(re.findall(r"\w+", text.casefold()))
    nynorsk, bokmal = len(words & _ONLY_NYNORSK), len(words & _ONLY_BOKMAL)
    if nynorsk != bokmal and not (nynorsk and bokmal):
        return WrittenForm.NYNORSK if nynorsk else WrittenForm.BOKMAL
    if len(text.split()) < MIN_WORDS:
        return otherwise
    best = _detector().compute_language_confidence_values(text)[0]
    found = _FORMS[best.language]
    if len(text.split()) < MIN_WORDS_TO_TELL_NORWEGIAN and found in _NORWEGIAN and otherwise in _NORWEGIAN:
        return otherwise
    return found if best.value >= MIN_CONFIDENCE else otherwise
