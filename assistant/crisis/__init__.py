"""The crisis gate: reviewed phrase patterns, before Rasa, recall first. docs/crisis-gate.md tells how it works."""

from assistant.crisis.gate import CrisisGate, CrisisHit, normalise
from assistant.crisis.reply import crisis_reply, reply_texts

__all__ = ["CrisisGate", "CrisisHit", "crisis_reply", "normalise", "reply_texts"]
