"""What a message asks for beyond facts: topics, urgency, and whether a person should be offered."""

from assistant.triage.model import FOLDER, SETTINGS, WEIGHTS, TriageModel
from assistant.triage.triager import FALLBACK, Triager, likeliest
from assistant.triage.values import Reason, TopicShare, Triage, Urgency

__all__ = [
    "FALLBACK",
    "FOLDER",
    "SETTINGS",
    "WEIGHTS",
    "Reason",
    "TopicShare",
    "Triage",
    "TriageModel",
    "Triager",
    "Urgency",
    "likeliest",
]
