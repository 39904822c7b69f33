"""The gate's first stage: reviewed phrase patterns, in patterns.yml. Each thing they find has a name."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import StartRefused

PATTERNS = Path(__file__).parent / "patterns.yml"


@dataclass(frozen=True)
class Pattern:
    """A pattern of danger, with the id by which it is reviewed."""

    id: str
    category: str
    expression: re.Pattern[str]


def normalise(text: str) -> str:
    """The text as patterns expect it: NFKC, lower case, one kind of apostrophe, single blanks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", re.sub("[\u2018\u2019\u02bc\u00b4`]", "'", plain)).strip()


class Patterns:
    """The patterns of one file, compiled. All are tried whatever form the message is in."""

    def __init__(self, path: Path = PATTERNS) -> None:
        """Raises StartRefused if the file cannot be used: without the gate nothing may start."""
        try:
            data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
            self.version = str(data["version"])
            self._patterns = [_compile(entry) for entry in data["patterns"]]
            self._exclusions = [re.compile(entry["pattern"], re.IGNORECASE) for entry in data["exclusions"]]
            if not self._patterns:
                raise ValueError("there is no pattern")
        except (OSError, yaml.YAMLError, re.error, KeyError, TypeError, ValueError) as error:
            raise StartRefused(f"The crisis patterns in {path} cannot be used ({error}): restore the file.") from error

    def first(self, text: str) -> Pattern | None:
        """The first pattern that the message meets outside all exclusions, or None."""
        plain = normalise(text)
        excluded = [found.span() for exclusion in self._exclusions for found in exclusion.finditer(plain)]
        for pattern in self._patterns:
            for found in pattern.expression.finditer(plain):
                if not any(start < found.end() and found.start() < end for start, end in excluded):
                    return pattern
        return None


def _compile(entry: dict[str, Any]) -> Pattern:
    return Pattern(str(entry["id"]), str(entry["category"]), re.compile(entry["pattern"], re.IGNORECASE))
