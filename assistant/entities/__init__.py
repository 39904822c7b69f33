"""What a message tells of the writer: position, phase, field, institution, country, months, dates, family."""

from assistant.entities.recognizer import Entity, Label, entities_in

__all__ = ["Entity", "Label", "entities_in"]
