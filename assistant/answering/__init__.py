"""The answer to a question: searched, never made up. The action server and `veivalg predict` both come here."""

from assistant.answering.answerer import EXACT, UNSURE, Answerer
from assistant.answering.services import SERVICES, Service

__all__ = ["EXACT", "SERVICES", "UNSURE", "Answerer", "Service"]
