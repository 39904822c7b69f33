"""Which written form a message is in: Bokmål, Nynorsk or English."""

from assistant.written_form.detector import FOLDER, WEIGHTS, FormDetector
from assistant.written_form.training import train

__all__ = ["FOLDER", "WEIGHTS", "FormDetector", "train"]
