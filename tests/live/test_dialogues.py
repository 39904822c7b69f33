"""Conversations that hang together, through the whole chain."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.live.conversing import begin

pytestmark = pytest.mark.live

DIALOGUES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "dialogues.yml").read_text(encoding="utf-8"))[
    "dialogues"
]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue["id"])
def test_a_reply_fits_what_went_before(client: httpx.Client, dialogue: dict[str, Any]) -> None:
    conversation = begin(client)
    before = ""
    for turn in dialogue["turns"]:
        reply = conversation.ask(turn["say"])
        shown = {passage["slug"] for passage in reply["passages"]}

        assert reply["kind"] in turn.get("kinds", [reply["kind"]]), turn
        assert not turn.get("articles") or shown & set(turn["articles"]), (turn, shown)
        assert turn.get("same", True) or reply["text"] != before, turn
        assert not turn.get("person") or reply["triage"]["needs_human"], turn
        before = reply["text"]
