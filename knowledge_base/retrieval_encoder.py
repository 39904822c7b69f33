"""The encoder of the search: the shipped encoder's first layers, and a head that was taught to tell articles apart."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.onnx_encoder import DIMENSION, OnnxEncoder
from knowledge_base.onnx_head import OnnxHead

SHIPPED_HEAD = Path(__file__).resolve().parent.parent / "models" / "retrieval" / "head.onnx"


class RetrievalEncoder:
    """An encoder with the head that `python -m knowledge_base.encoder retrieval` wrote.

    In its space a question lies near all texts of the article that answers it. Raises FileNotFoundError at once if
    there is no head.
    """

    dimension = DIMENSION

    def __init__(self, encoder: OnnxEncoder, head: Path = SHIPPED_HEAD) -> None:
        self._encoder = encoder
        self._head = OnnxHead(head)
        self._path = head

    @cached_property
    def name(self) -> str:
        """Identifies the weights of both by their content."""
        return f"{self._encoder.name}-{hashlib.sha256(self._path.read_bytes()).hexdigest()[:12]}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), 384), float32."""
        found = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            found[row] = self._head.told(self._encoder.states(text))
        return found
