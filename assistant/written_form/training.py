"""Trains the detector on texts whose form is known."""

from collections.abc import Iterable

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.written_form.detector import FormDetector, features
from knowledge_base.article import WrittenForm

STRENGTH = 10.0
_MAX_ITERATIONS = 500


def train(texts: Iterable[tuple[str, WrittenForm]]) -> FormDetector:
    """A detector that has learnt from texts and their forms, all three of which must be among them; seconds.

    A text may stand under several forms: what is the same in all of them tells nothing, and the detector learns so.
    """
    known = list(dict.fromkeys(texts))
    model = LogisticRegression(C=STRENGTH, max_iter=_MAX_ITERATIONS)
    model.fit(features([text for text, _ in known]), [str(form) for _, form in known])
    places = [list(model.classes_).index(form) for form in WrittenForm]
    return FormDetector(model.coef_[places].astype(np.float32), model.intercept_[places].astype(np.float32))
