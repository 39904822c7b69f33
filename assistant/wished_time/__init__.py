"""When a researcher wants a session, read from a chat message in any of the three written forms.

A message becomes symbols (symbols.py, with words.yml), symbols become days and times of day (days.py, clock_times.py),
the words around these limit, move or exclude them (phrases.py), what belongs together is a choice (choices.py), and
the choices' windows are a reading (reading.py). A new word goes into words.yml.
"""

from assistant.wished_time.reading import Reading, Wished, wished_time
from assistant.wished_time.windows import Window

__all__ = ["Reading", "Window", "Wished", "wished_time"]
