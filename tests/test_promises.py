"""What the documentation and the code promise each other."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from assistant.errors import GuidanceError
from assistant.settings import ROOT, Settings
from assistant.texts import has_text
from knowledge_base.article import WrittenForm

PACKAGES = ("assistant", "actions", "knowledge_base")
# What our docstrings name besides refusals: errors of Python, and those that never leave their part.
OTHER_ERRORS = {
    "FileExistsError", "FileNotFoundError", "KeyError", "TypeError", "ValueError", "BrokenArticle", "EncoderMissing",
    "FeedUnusable", "MailRefused", "UnicodeError", "UnknownText",
}  # fmt: skip
DOTTED = re.compile(r"[a-z]+(?:\.[a-z]+)+")


def sources() -> Iterator[Path]:
    """Our own code."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


# Settings.


def variable_of(name: str, field: FieldInfo) -> str:
    alias: Any = field.validation_alias
    return alias.choices[0] if alias else f"VEIVALG_{name.upper()}"


def default_of(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "random"
    value = field.default
    if isinstance(value, Path) and value.is_absolute():
        value = value.relative_to(ROOT)
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{shown}`" if shown else "empty"


def test_the_page_of_settings_is_what_the_code_says():
    rows = [
        f"| `{variable_of(name, field)}` | {default_of(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]

    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")

    table = [line for line in page.splitlines() if line.startswith("|")]
    assert table == ["| name | default | meaning |", "| --- | --- | --- |", *rows]


def test_every_variable_that_is_named_anywhere_is_a_setting():
    known = {variable_of(name, field) for name, field in Settings.model_fields.items()}
    named: dict[str, str] = {}
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.*"), ROOT / "Makefile"]
    for path in [*pages, *sources(), *ROOT.glob("data/*.yml")]:
        for variable in re.findall(r"\bVEIVALG_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")):
            named[variable] = str(path.relative_to(ROOT))

    assert len(named) >= 10
    assert {variable: where for variable, where in named.items() if variable not in known} == {}


# The audit log.


def recorded() -> Iterator[tuple[str, str]]:
    """Each name under which something is recorded, and where."""
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
                if ast.unparse(call.func) == "audit.record":
                    for name in names_in(call.args[1], function):
                        yield name, f"{path.relative_to(ROOT)}:{function.name}"


def names_in(given: ast.expr, function: ast.FunctionDef) -> list[str]:
    """The names that an argument can have; a variable's are those that the function assigns to it."""
    if isinstance(given, ast.Name):
        assigned = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign)
                    and ast.unparse(node.targets[0]) == given.id]  # fmt: skip
        return [name for value in assigned for name in names_in(value, function)]
    return [node.value for node in ast.walk(given) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_each_thing_in_the_log_has_a_dotted_name_of_its_own():
    found = list(recorded())

    assert len(found) >= 15
    assert [(name, where) for name, where in found if not DOTTED.fullmatch(name)] == []
    assert [name for name, times in Counter(name for name, _ in found).items() if times > 1] == []


def test_each_name_in_the_log_begins_with_the_part_that_records_it():
    # Retention is the worker's.
    parts = {"retention": "worker"}
    firsts = [(name, name.split(".")[0], where) for name, where in recorded()]

    assert [(name, where) for name, first, where in firsts if parts.get(first, first) not in where] == []


# Refusals.


def test_each_refusal_has_a_code_for_programs_and_words_for_people():
    kinds = [GuidanceError, *GuidanceError.__subclasses__()]

    assert len(kinds) > 20
    assert [kind.code for kind in kinds if not re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code)] == []
    assert [name for name, times in Counter(kind.code for kind in kinds).items() if times > 1] == []
    missing = [
        (kind.code, form) for kind in kinds for form in WrittenForm if not has_text(f"error-{kind.code}", form)
    ]  # fmt: skip
    assert missing == []


def test_every_error_that_a_docstring_promises_exists():
    known = {kind.__name__ for kind in GuidanceError.__subclasses__()} | {"GuidanceError", "StartRefused"}
    unknown = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            words = ast.get_docstring(node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
            for sentence in re.findall(r"Raises ([^.]*)", words or ""):
                named = set(re.findall(r"\b[A-Z]\w+[a-z][A-Z]\w+\b", sentence)) - known - OTHER_ERRORS
                unknown += [(path.name, name) for name in named]

    assert unknown == []
