"""Every text in three forms, with the same placeholders, for everything that needs one."""

import ast
import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import fluent.syntax.ast as fluent
import pytest
from fluent.syntax import FluentParser
from fluent.syntax.visitor import Visitor

import assistant.texts
from assistant import errors
from assistant.booking import Share
from assistant.conversations import Holder
from assistant.errors import GuidanceError
from assistant.people import Role
from assistant.settings import ROOT
from assistant.texts import UnknownText, date, day, has_text, hour, ids, text
from assistant.triage import Reason, Urgency
from knowledge_base.article import Kind, Topic, WrittenForm
from knowledge_base.check import NEXT_STEPS

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


class _Placeholders(Visitor):
    """Collects the names of the values that a text is filled in with."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.found.add(node.id.name)


def entries(form: WrittenForm) -> list[fluent.EntryType]:
    path = Path(assistant.texts.__file__).parent / f"{form}.ftl"
    return FluentParser().parse(path.read_text(encoding="utf-8")).body


def placeholders(form: WrittenForm) -> dict[str, set[str]]:
    found = {}
    for entry in entries(form):
        if isinstance(entry, fluent.Message):
            visitor = _Placeholders()
            visitor.visit(entry)
            found[entry.id.name] = visitor.found
    return found


def refusals() -> list[type[GuidanceError]]:
    return [GuidanceError, *GuidanceError.__subclasses__()]


def calls_in_our_code() -> Iterator[tuple[str, ast.Call]]:
    """Every call in our own code, with the name that is called and where it stands."""
    for package in ("assistant", "actions"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def texts_named() -> Iterator[tuple[str, str, set[str | None]]]:
    """Each call of `text` with an id written out: where it stands, the id, and the names of the values given."""
    for where, call in calls_in_our_code():
        first = call.args[0] if call.func.id == "text" and len(call.args) == 2 else None
        if isinstance(first, ast.Constant):
            yield where, first.value, {value.arg for value in call.keywords}


@pytest.mark.parametrize("form", WrittenForm)
def test_a_file_of_texts_has_no_mistake(form):
    junk = [entry.content for entry in entries(form) if isinstance(entry, fluent.Junk)]
    names = Counter(entry.id.name for entry in entries(form) if isinstance(entry, fluent.Message))

    assert junk == []
    assert [name for name, times in names.items() if times > 1] == []
    assert ids(form) == set(names)


@pytest.mark.parametrize("form", [NN, EN])
def test_a_form_has_the_same_texts_as_bokmal(form):
    assert ids(form) ^ ids(NB) == set()


@pytest.mark.parametrize("form", [NN, EN])
def test_a_text_has_the_same_placeholders_as_in_bokmal(form):
    theirs = placeholders(form)

    assert {name: values for name, values in placeholders(NB).items() if theirs[name] != values} == {}


@pytest.mark.parametrize(("one", "other"), [(NB, NN), (NB, EN), (NN, EN)])
def test_no_sentence_was_left_untranslated(one, other):
    def sentences(form: WrittenForm) -> dict[str, str]:
        return {e.id.name: fluent_source(e) for e in entries(form) if isinstance(e, fluent.Message)}

    theirs = sentences(other)
    same = [name for name, words in sentences(one).items() if words == theirs[name] and len(words.split()) > 8]
    assert same == []


def fluent_source(message: fluent.Message) -> str:
    return "".join(part.value for part in message.value.elements if isinstance(part, fluent.TextElement))


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("error", [refusal.code for refusal in refusals()]),
        ("reason", Reason),
        ("urgency", Urgency),
        ("holder", Holder),
        ("topic", Topic),
        ("starter", Topic),
        ("kind", Kind),
        ("step", sorted(NEXT_STEPS)),
        ("form", WrittenForm),
        ("role", Role),
        ("booking-share", Share),
        ("weekday", range(7)),
    ],
)
def test_everything_that_is_shown_by_its_name_has_its_text(form, prefix, names):
    assert [name for name in names if not has_text(f"{prefix}-{name}", form)] == []


def test_every_refusal_has_a_code_and_a_status_of_its_own_kind():
    codes = Counter(refusal.code for refusal in refusals())

    assert [code for code, times in codes.items() if times > 1] == []
    assert all(400 <= refusal.status < 600 for refusal in refusals())
    assert all(refusal.__doc__ for refusal in refusals())


def test_every_refusal_is_raised_with_the_values_that_its_text_shows():
    needed = placeholders(NB)
    wrong = {
        where: call.func.id
        for where, call in calls_in_our_code()
        if isinstance(refusal := getattr(errors, call.func.id, None), type)
        and issubclass(refusal, GuidanceError)
        and {value.arg for value in call.keywords} != needed[f"error-{refusal.code}"]
    }

    assert wrong == {}


def test_every_text_that_the_code_names_exists_and_gets_its_values():
    needed = placeholders(NB)
    wrong = [
        f"{where} {name}" for where, name, given in texts_named() if name not in needed or not needed[name] <= given
    ]

    assert wrong == []


def test_the_code_names_many_texts():
    """If this fails, the test above proves nothing."""
    assert len(list(texts_named())) >= 20


def test_a_text_is_filled_in():
    assert text("error-weak_password", EN, min_chars=12) == "The password must have at least 12 characters."


@pytest.mark.parametrize(
    ("count", "words"), [(0, "Ingen artikler svarer på dette"), (1, "1 artikkel"), (2, "2 artikler")]
)
def test_a_number_chooses_its_words(count, words):
    assert text("articles-found", NB, count=count) == words


def test_a_value_is_shown_without_invisible_marks():
    assert text("signed-in-as", NB, name="Ada") == "Logget inn som Ada"


@pytest.mark.parametrize("values", [{}, {"email": "ada@example.org"}])
def test_an_unknown_text_or_a_missing_value_is_a_mistake(values):
    with pytest.raises(UnknownText):
        text("error-weak_password", NB, **values)
    with pytest.raises(UnknownText):
        text("no-such-text", NB)
    assert not has_text("no-such-text", NB)


@pytest.mark.parametrize(
    ("form", "words"), [(NB, "tirsdag 24. november"), (NN, "tysdag 24. november"), (EN, "Tuesday 24 November")]
)
def test_a_day_is_written_as_people_write_it(form, words):
    assert day(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC), form) == words


@pytest.mark.parametrize(
    ("form", "words"), [(NB, "onsdag 25. november"), (NN, "onsdag 25. november"), (EN, "Wednesday 25 November")]
)
def test_a_day_is_a_norwegian_one(form, words):
    assert day(datetime.datetime(2026, 11, 24, 23, 30, tzinfo=datetime.UTC), form) == words


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime.datetime(2026, 11, 24, 8, 5, tzinfo=datetime.UTC), "09:05"),
        (datetime.datetime(2026, 7, 24, 8, 5, tzinfo=datetime.UTC), "10:05"),
        (datetime.datetime(2026, 11, 24, 23, 0, tzinfo=datetime.UTC), "00:00"),
    ],
)
def test_an_hour_is_norwegian_time_in_winter_and_summer(form, moment, clock):
    assert hour(moment, form) == clock


@pytest.mark.parametrize(("form", "words"), [(NB, "1. oktober 2026"), (NN, "1. oktober 2026"), (EN, "1 October 2026")])
def test_a_date_is_written_in_full(form, words):
    assert date(datetime.date(2026, 10, 1), form) == words
