"""Which lines are kept apart: about 15 %, always the same."""

import json
import os
import subprocess
import sys

import pytest

from assistant.settings import ROOT
from knowledge_base.kept_apart import PERCENT, is_kept_apart

TEXTS = [f"Melding {number} på norsk" for number in range(4000)]


def test_about_so_many_are_kept_apart():
    assert sum(map(is_kept_apart, TEXTS)) / len(TEXTS) == pytest.approx(PERCENT / 100, abs=0.02)


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_a_line_is_on_the_same_side_in_every_process(hash_seed: str):
    command = (
        "import json, sys; from knowledge_base.kept_apart import is_kept_apart;"
        "print(json.dumps([is_kept_apart(text) for text in json.load(sys.stdin)]))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", command], input=json.dumps(TEXTS[:200]), capture_output=True, text=True, check=True,
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )  # fmt: skip

    assert json.loads(elsewhere.stdout) == [is_kept_apart(text) for text in TEXTS[:200]]


def test_the_side_depends_on_the_whole_text():
    sides = {is_kept_apart(f"Jeg klarer ikke mer{'!' * number}") for number in range(100)}

    assert sides == {True, False}
