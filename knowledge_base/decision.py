"""What the scores of a search allow to say."""

from enum import StrEnum


class Decision(StrEnum):
    """Whether an article is the answer, several may be meant, none is near, or the answer must be verified anew."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    LAPSED = "lapsed"
