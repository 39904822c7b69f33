"""The same question in three written forms, and whether it finds the same article.

data/evaluation/translations.jsonl has test questions in the two forms they were not written in.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from assistant.evaluation.figures import Figures, Pair, count, mean
from assistant.settings import ROOT
from knowledge_base.article import WrittenForm

TRANSLATIONS = ROOT / "data/evaluation/translations.jsonl"
PARITY = "same article as in the other forms"


def read_translations() -> list[dict[str, Any]]:
    """Questions in other words of the same meaning; `translates` is the id of the question that each was made from."""
    return [json.loads(line) for line in TRANSLATIONS.read_text(encoding="utf-8").splitlines()]


def parity(pairs: Sequence[Pair], translated: Sequence[Pair]) -> Figures:
    """How often a question, asked in two forms, finds the same article first; `all`: in all three forms.

    For a form it is the mean of its two pairings. Only questions of the `pairs` count that are there in every form.
    """
    asked: dict[str, dict[str, str]] = defaultdict(dict)
    for question, predicted in [*pairs, *translated]:
        group = question.get("translates", question["id"])
        asked[group][question["written_form"]] = next((entry["slug"] for entry in predicted["articles"]), "")
    found = [forms for forms in asked.values() if len(forms) == len(WrittenForm)]
    by_form = {
        str(form): mean([forms[form] == forms[other] for forms in found for other in WrittenForm if other != form])
        for form in WrittenForm
    }
    of_all = mean([len({*forms.values()}) == 1 for forms in found])
    lines = count(pairs, lambda pair: str(pair[0]["written_form"]))
    counted = count([form for forms in found for form in forms], str)
    return Figures(PARITY, by_form, of_all, lines, counted)
