"""What is read of the training examples: their words, form and intent, and what triage learns from them."""

from pathlib import Path

import pytest

from assistant.nlu_data import Example, examples
from knowledge_base.article import Topic, WrittenForm

TWO_BLOCKS = """version: "3.1"

nlu:
- intent: job_search
  metadata: {topics: [job_search, uncertainty], needs_human: true}
  examples: |
    - Bør jeg søke når kontrakten går ut?
- intent: job_search
  metadata: {topics: [job_search], needs_human: false}
  examples: |
    - hvordan skriver man en søknad
    - cv - kort eller lang?
"""
NO_METADATA = """nlu:
- intent: {intent}
  examples: |
    - hei
"""


class Folder:
    """A folder of training examples that can be written to."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, name: str, content: str) -> None:
        path = self._root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def read(self) -> list[Example]:
        return examples(self._root)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_each_block_has_metadata_of_its_own(folder: Folder):
    folder.write("nb/job_search.yml", TWO_BLOCKS)

    both = (Topic.JOB_SEARCH, Topic.UNCERTAINTY)
    assert folder.read() == [
        Example("Bør jeg søke når kontrakten går ut?", "nb", "job_search", both, True),
        Example("hvordan skriver man en søknad", "nb", "job_search", (Topic.JOB_SEARCH,), False),
        Example("cv - kort eller lang?", "nb", "job_search", (Topic.JOB_SEARCH,), False),
    ]


@pytest.mark.parametrize("intent", ["greet", "out_of_scope", "talk_to_human"])
def test_without_metadata_an_example_has_no_topic_and_needs_nobody(folder: Folder, intent):
    folder.write(f"nn/{intent}.yml", NO_METADATA.format(intent=intent))

    assert folder.read() == [Example("hei", "nn", intent, (), False)]


def test_metadata_without_a_word_on_it_needs_nobody(folder: Folder):
    folder.write("nb/job_search.yml", TWO_BLOCKS.replace(", needs_human: true", ""))

    assert [one.needs_human for one in folder.read()] == [False, False, False]


def test_the_folder_tells_the_form_and_the_files_the_order(folder: Folder):
    for name in ("nn/thank.yml", "en/greet.yml", "nb/thank.yml", "nb/greet.yml"):
        folder.write(name, NO_METADATA.format(intent=Path(name).stem))

    assert [(one.written_form, one.intent) for one in folder.read()] == [
        ("en", "greet"), ("nb", "greet"), ("nb", "thank"), ("nn", "thank")
    ]  # fmt: skip


def test_a_topic_that_does_not_exist_is_refused(folder: Folder):
    folder.write("nb/job_search.yml", TWO_BLOCKS.replace("uncertainty", "gardening"))

    with pytest.raises(ValueError, match="gardening"):
        folder.read()


def test_a_folder_without_examples_has_none(folder: Folder):
    assert folder.read() == []


def test_ours_are_read_in_all_forms():
    assert {one.written_form for one in examples()} == set(WrittenForm)
