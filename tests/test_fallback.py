"""How sure Rasa must be, chosen on messages whose right intent is known, and written into config.yml."""

import shutil

import pytest

from assistant.fallback import CONFIG, Fallback, choose_fallback, worth, write_fallback

SURE = {"greet": 0.9, "thank": 0.05, "job_search": 0.05}
UNSURE = {"greet": 0.4, "thank": 0.35, "job_search": 0.25}
TOPICS = {"job_search": 0.5, "career_paths": 0.3, "greet": 0.2}


def test_an_intent_that_is_wrong_when_unsure_is_not_trusted_then():
    chosen = choose_fallback([SURE, UNSURE], ["greet", "thank"])

    assert worth(chosen, [SURE, UNSURE], ["greet", "thank"]) == 1


def test_an_intent_that_is_right_although_unsure_is_trusted():
    chosen = choose_fallback([SURE, UNSURE], ["greet", "greet"])

    assert chosen.threshold <= 0.4
    assert chosen.ambiguity_threshold <= 0.05


def test_one_topic_is_as_good_as_another_because_all_are_searched():
    assert worth(Fallback(0.1, 0.0), [TOPICS], ["career_paths"]) == 1


def test_what_is_not_acted_on_does_neither_good_nor_harm():
    assert worth(Fallback(0.95, 0.0), [SURE], ["thank"]) == 0


def test_settings_are_written_and_nothing_else_changes(tmp_path):
    path = tmp_path / "config.yml"
    shutil.copy(CONFIG, path)
    write_fallback(Fallback(0.45, 0.12), path)

    changed = set(path.read_text("utf-8").splitlines()) - set(CONFIG.read_text("utf-8").splitlines())
    assert changed == {"    threshold: 0.45", "    ambiguity_threshold: 0.12"}


def test_a_pipeline_without_a_fallback_is_refused(tmp_path):
    path = tmp_path / "config.yml"
    path.write_text("pipeline: []\n", encoding="utf-8")

    with pytest.raises(ValueError, match="threshold"):
        write_fallback(Fallback(0.3, 0.05), path)
