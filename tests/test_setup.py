"""The scripts that set Veivalg up say in one sentence what is missing, and what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from assistant.settings import ROOT


def find_python(version: str, folder: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Run the script in a folder without environments, with nothing but `path` to find programs on."""
    script = shutil.copy(ROOT / "requirements/find-python", folder)
    environment = {"PATH": str(path), "HOME": str(folder)}
    bash = shutil.which("bash")
    assert bash is not None
    return subprocess.run([bash, script, version], cwd=folder, env=environment, capture_output=True, text=True)


def put_on_path(folder: Path, name: str, target: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f'#!/bin/sh\nexec {target} "$@"\n', encoding="utf-8")
    (folder / name).chmod(0o755)


def test_a_python_on_the_path_is_found(tmp_path: Path) -> None:
    put_on_path(tmp_path / "bin", "python3.11", sys.executable)

    found = find_python("3.11", tmp_path, tmp_path / "bin")

    assert found.returncode == 0, found.stderr
    assert os.access(found.stdout.strip(), os.X_OK)


def test_a_name_that_does_not_answer_is_passed_over(tmp_path: Path) -> None:
    put_on_path(tmp_path / "bin", "python3.11", "/bin/false")
    versions = tmp_path / ".pyenv/versions/3.11.9/bin"
    versions.mkdir(parents=True)
    put_on_path(versions, "python", sys.executable)

    assert find_python("3.11", tmp_path, tmp_path / "bin").returncode == 0


def test_a_missing_python_is_one_sentence_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()

    found = find_python("3.10", tmp_path, tmp_path / "bin")

    assert found.returncode == 1
    assert found.stdout == ""
    [line] = found.stderr.splitlines()
    assert line.startswith("Python 3.10 was not found: install it")
