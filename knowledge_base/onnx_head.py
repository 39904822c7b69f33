"""A head on the shipped encoder's states: a few layers that were taught to tell something else than meaning."""

from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray


class OnnxHead:
    """The head in a file that knowledge_base/encoder/tuning.py wrote. Raises FileNotFoundError if there is none."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(f"there is no {path}")
        self._path = path

    def told(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """What it tells of one text, a row, from the encoder's states of it, shape (tokens, 384)."""
        return np.asarray(self._session.run(None, {"states": states[None]})[0][0], dtype=np.float32)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])
