"""spaCy is imported without torch, and torch can still be had."""

import subprocess
import sys

import pytest

from assistant.settings import ROOT

TORCH_IS_THERE = "import sys; print('torch' in sys.modules and sys.modules['torch'] is not None)"


def last_line(*commands: str) -> str:
    """What the last of some commands prints, run in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "\n".join(commands)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("module", ["knowledge_base.language", "knowledge_base.sentences", "knowledge_base.search"])
def test_torch_is_not_imported(module: str):
    assert last_line(f"import {module}", TORCH_IS_THERE) == "False"


def test_spacy_alone_imports_torch():
    """If this fails, the test above proves nothing, and the module is no longer needed."""
    assert last_line("import spacy", TORCH_IS_THERE) == "True"


def test_torch_can_be_imported_afterwards():
    assert last_line("import knowledge_base.language", "import torch; print(torch.tensor([1, 2]).sum().item())") == "3"


def test_torch_that_was_imported_before_stays():
    before = "import torch; before = torch"

    assert last_line(before, "import knowledge_base.language, torch; print(torch is before)") == "True"


def test_the_pipelines_in_use_need_no_torch():
    works = (
        "from knowledge_base.language import EntityRuler, spacy",
        "language = spacy.blank('nb')",
        "language.add_pipe('sentencizer')",
        "ruler = language.add_pipe('entity_ruler')",
        "ruler.add_patterns([{'label': 'PLACE', 'pattern': 'Oslo'}])",
        "document = language('Jeg bor i Oslo. Og du?')",
        "print(isinstance(ruler, EntityRuler), len(list(document.sents)), [str(found) for found in document.ents])",
    )

    assert last_line(*works) == "True 2 ['Oslo']"
