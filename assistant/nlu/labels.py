"""Labels as Rasa's intents and back. It imports nothing of Rasa, so that it can be tried without."""

# Looks like "/" and stands in no label.
SLASH = "\u2215"


def as_intent(label: str) -> str:
    """The label as an intent. Rasa cuts an intent in two at "/" and would learn the first half only."""
    return label.replace("/", SLASH)


def as_label(intent: str) -> str:
    """The label that as_intent made an intent of."""
    return intent.replace(SLASH, "/")
