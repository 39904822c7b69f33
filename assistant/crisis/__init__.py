"""The crisis gate: reviewed phrase patterns and a small classifier, before Rasa, recall first. docs/crisis-gate.md."""

from assistant.crisis.gate import CrisisGate, CrisisHit
from assistant.crisis.model import CrisisModel
from assistant.crisis.patterns import Patterns, normalise
from assistant.crisis.reply import crisis_reply, reply_texts

__all__ = ["CrisisGate", "CrisisHit", "CrisisModel", "Patterns", "crisis_reply", "normalise", "reply_texts"]
