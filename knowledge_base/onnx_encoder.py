"""The shipped sentence encoder, without torch. This module also runs in Rasa's environment, on Python 3.10."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

SHIPPED = Path(__file__).resolve().parent.parent / "models" / "embedder"
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
DIMENSION = 384
EMBEDDING, STATES = "embedding", "states"


class OnnxEncoder:
    """The encoder in a folder that `python -m knowledge_base.encoder export` wrote; read at the first text.

    Raises FileNotFoundError at once if the folder has no model.
    """

    dimension = DIMENSION

    def __init__(self, folder: Path = SHIPPED, *, threads: int = 1) -> None:
        self.folder = folder
        self._threads = threads
        for name in (MODEL, TOKENIZER):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"there is no {name} in {folder}")

    @cached_property
    def name(self) -> str:
        """Identifies the weights and the vocabulary by their content."""
        digest = hashlib.sha256()
        for name in (MODEL, TOKENIZER):
            digest.update((self.folder / name).read_bytes())
        return f"veivalg-{digest.hexdigest()[:12]}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), 384), float32."""
        found = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        # One at a time: the eight-bit graph scales each run by all that is in it, so that in company a text would
        # get a slightly different vector than alone.
        for row, text in enumerate(texts):
            found[row] = self._run(text, EMBEDDING)
        return found

    def states(self, text: str) -> NDArray[np.float32]:
        """What the encoder thinks of each token before its last layers: shape (tokens, 384), float32.

        For heads that were taught something else than meaning on top of them (knowledge_base/onnx_head.py).
        """
        return self._run(text, STATES)

    def _run(self, text: str, output: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        found = self._session.run([output], {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0]
        return np.asarray(found[0], dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.folder / TOKENIZER))

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        # A question is short: more threads than one cost more to wake than they save.
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(str(self.folder / MODEL), options, providers=["CPUExecutionProvider"])
