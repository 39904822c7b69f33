"""Which written form a message is in."""

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from knowledge_base.article import WrittenForm

MIN_WORDS = 3
MIN_CONFIDENCE = 0.6

_FORMS = {
    Language.BOKMAL: WrittenForm.BOKMAL,
    Language.NYNORSK: WrittenForm.NYNORSK,
    Language.ENGLISH: WrittenForm.ENGLISH,
}


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_FORMS).build()


def detect(text: str, *, otherwise: WrittenForm) -> WrittenForm:
    """The written form of a text; `otherwise` if it is too short or too doubtful to tell."""
    if len(text.split()) < MIN_WORDS:
        return otherwise
    best = _detector().compute_language_confidence_values(text)[0]
    return _FORMS[best.language] if best.value >= MIN_CONFIDENCE else otherwise
