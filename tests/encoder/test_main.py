"""`python -m knowledge_base.encoder`: four commands, each refusing what it cannot do."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from knowledge_base.encoder.__main__ import app
from knowledge_base.encoder.export import MODEL
from knowledge_base.encoder.making import SECOND
from knowledge_base.encoder.preparation import START
from tests.encoder.factories import lines_of, make_base, make_encoder, make_pairs, make_parallel


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_four_commands_are_listed():
    shown = run("--help").output

    assert all(command in shown for command in ("prepare", "train", "evaluate", "export"))


def test_prepare_fills_the_work_folder(tmp_path: Path):
    base = make_base(tmp_path / "base")
    parallel = make_parallel(tmp_path / "parallel", {"tatoeba_nob": lines_of(make_pairs())})

    done = run("prepare", "--parallel", parallel, "--base", base, "--work", tmp_path / "work")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "work" / START).is_dir()


def test_evaluate_keeps_its_figures(tmp_path: Path):
    base = make_base(tmp_path / "base")

    done = run(
        "evaluate", "--parallel", make_parallel(tmp_path, {}), "--base", base, "--work", tmp_path,
        "--exported", tmp_path,
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    assert (tmp_path / "figures.json").is_file()


def test_export_writes_the_model(tmp_path: Path):
    make_encoder().save(tmp_path / SECOND)

    done = run("export", "--work", tmp_path, "--to", tmp_path / "to")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "to" / MODEL).is_file()


@pytest.mark.parametrize("command", ["prepare", "evaluate"])
def test_the_parallel_text_must_be_named(command: str, tmp_path: Path):
    refused = run(command, "--work", tmp_path)

    assert refused.exit_code == 2
    assert "--parallel" in refused.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["prepare", "--parallel", "{folder}/nowhere"],
        ["train"],
        ["evaluate", "--parallel", "{folder}/nowhere", "--base", "{folder}/base"],
        ["export", "--to", "{folder}/to"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_fails_without_what_the_one_before_it_leaves(arguments: list[str], tmp_path: Path):
    make_base(tmp_path / "base")

    refused = run(*(part.format(folder=tmp_path) for part in arguments), "--work", tmp_path / "work")

    assert refused.exit_code == 1
    assert isinstance(refused.exception, OSError)
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("arguments", [[], ["distil"], ["train", "--examples", "many"]])
def test_what_is_no_command_is_refused(arguments: list[str]):
    assert run(*arguments).exit_code == 2
