"""The shipped encoder for sentence-transformers: `SentenceTransformer("models/embedder", trust_remote_code=True)`.

So whatever is written for that library (evaluators, trainers of classifiers, other services) can use the same vectors.
"""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import torch
from sentence_transformers.base.modules import InputModule

from knowledge_base.onnx_encoder import OnnxEncoder


class OnnxModule(InputModule):  # type: ignore[misc]  # The library is not typed.
    """Texts to unit vectors by onnxruntime; nothing in it can be trained."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._encoder = OnnxEncoder(folder)

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """The texts as they are: the encoder brings its own tokenizer."""
        return {"texts": [(prompt or "") + text for text in inputs]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds `sentence_embedding`, float32 of shape (texts, 384)."""
        return features | {"sentence_embedding": torch.from_numpy(self._encoder.embed(features["texts"]))}

    def get_embedding_dimension(self) -> int:
        """The length of each vector."""
        return self._encoder.dimension

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Copy the folder."""
        copytree(self._encoder.folder, output_path, dirs_exist_ok=True)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> "OnnxModule":
        """The module of a folder. Raises FileNotFoundError if it has no model."""
        return cls(Path(model_name_or_path) / subfolder)
