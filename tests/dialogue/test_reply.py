"""Replies as they are stored."""

import json

from assistant.dialogue.reply import Basis, Reply
from tests.dialogue.rasa import ANSWER


def test_a_reply_survives_its_way_as_json():
    assert Reply.from_json(json.loads(json.dumps(ANSWER.to_json()))) == ANSWER


def test_a_reply_stored_before_passages_had_headings_can_still_be_read():
    fields = ANSWER.to_json()
    del fields["passages"][0]["heading"]

    assert Reply.from_json(fields).passages[0].heading == ""


def test_a_reply_stored_before_decisions_were_kept_can_still_be_read():
    fields = ANSWER.to_json() | {"basis": {"index_build": "0123456789ab", "threshold": 0.42}}

    assert Reply.from_json(fields).basis == Basis("0123456789ab", 0.42)
