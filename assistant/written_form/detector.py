"""Tells the written forms apart by words and groups of letters, and keeps the conversation's form when in doubt.

Groups of letters after Cavnar and Trenkle 1994, "N-gram-based text categorization"; the weights are learnt on our own
text by `veivalg train`, because Bokmål and Nynorsk differ in what a general detector hardly sees.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer

from assistant.errors import StartRefused
from assistant.settings import ROOT
from knowledge_base.article import WrittenForm

FOLDER = ROOT / "models/written_form"
WEIGHTS = "weights.npz"
FEATURES = 2**16
# How many times as probable as its own form another must be before the conversation leaves it; most messages go on in
# the form of the one before, and much is written alike in Bokmål and Nynorsk. A word or two must also be of no third
# form: "ok" and "takk" are no reason to.
ODDS, ODDS_IF_SHORT = 3.0, 30.0
SHORT_WORDS = 2

Floats = NDArray[np.float32]
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _vectorizers() -> tuple[HashingVectorizer, HashingVectorizer]:
    letters = HashingVectorizer(analyzer="char_wb", ngram_range=(1, 5), n_features=FEATURES)
    return letters, HashingVectorizer(tokenizer=str.split, token_pattern=None, n_features=FEATURES)


def features(texts: Sequence[str]) -> csr_matrix:
    """Rows of shape (texts, 2 * FEATURES): groups of one to five letters, and words; no signs, no numbers."""
    plain = [" ".join(_WORD.findall(text.casefold())) for text in texts]
    return csr_matrix(hstack([vectorizer.transform(plain) for vectorizer in _vectorizers()]))


@dataclass(frozen=True)
class FormDetector:
    """The trained detector. `weights` has the shape (forms, 2 * FEATURES), `bias` (forms,), in WrittenForm's order."""

    weights: Floats
    bias: Floats

    def detect(self, text: str, *, otherwise: WrittenForm) -> WrittenForm:
        """The written form of a text; `otherwise`, the conversation's, unless another is clearly more probable."""
        words = len(_WORD.findall(text))
        if not words:
            return otherwise
        ranked = sorted(self.probabilities(text).items(), key=lambda one: -one[1])
        (best, probability), (_, next_best) = ranked[:2]
        if words <= SHORT_WORDS:
            return best if probability >= ODDS_IF_SHORT * next_best else otherwise
        return best if probability >= ODDS * dict(ranked)[otherwise] else otherwise

    def probabilities(self, text: str) -> dict[WrittenForm, float]:
        """How probable each form is; they add up to 1."""
        scores = (features([text]) @ self.weights.T + self.bias)[0]
        shares = np.exp(scores - scores.max())
        return dict(zip(WrittenForm, (shares / shares.sum()).tolist(), strict=True))

    def save(self, folder: Path = FOLDER) -> None:
        """Write to a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / WEIGHTS, weights=self.weights.astype(np.float16), bias=self.bias)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "FormDetector":
        """What save wrote. Raises StartRefused if it is missing or something else."""
        path = folder / WEIGHTS
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return cls(kept["weights"].astype(np.float32), kept["bias"].astype(np.float32))
        except (OSError, EOFError, TypeError, ValueError, KeyError, BadZipFile) as error:
            raise StartRefused(
                f"There is no written-form model in {folder} ({error!r}): run `veivalg train`."
            ) from error
