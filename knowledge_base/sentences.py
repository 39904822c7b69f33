"""A message cut into its sentences, in any of the three forms."""

from functools import cache

from knowledge_base.language import Language, spacy

MAX_SENTENCES = 8


@cache
def _sentencizer() -> Language:
    # The rules for the end of a sentence are the same in the three forms.
    language = spacy.blank("nb")
    language.add_pipe("sentencizer")
    return language


def sentences_in(message: str) -> list[str]:
    """Each sentence of the message with a word in it."""
    sentences = [sentence.text.strip() for sentence in _sentencizer()(message).sents]
    return [sentence for sentence in sentences if any(sign.isalpha() for sign in sentence)]


def questions_in(message: str) -> list[str]:
    """The message as a whole and then, if it has several, each of its first sentences."""
    sentences = sentences_in(message)
    return [message, *sentences[:MAX_SENTENCES]] if len(sentences) > 1 else [message]
