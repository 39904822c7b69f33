"""A gate small enough to see through."""

from pathlib import Path

import pytest

from assistant.crisis import Patterns


@pytest.fixture
def patterns(tmp_path: Path) -> Patterns:
    """One pattern, and one exclusion from it."""
    path = tmp_path / "patterns.yml"
    path.write_text(
        "version: patterns-1\n"
        "patterns: [{id: wish, category: suicide_direct, pattern: vil ikke leve}]\n"
        "exclusions: [{id: research, pattern: forsker på .*}]\n",
        encoding="utf-8",
    )
    return Patterns(path)
