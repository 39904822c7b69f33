"""The shipped encoder read back from eight bits, so that something else can be taught on top of it.

What training left behind is not kept in the repository; what was exported is, and agrees with it to 0.99.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from knowledge_base.encoder.export import MODEL
from knowledge_base.encoder.student import Encoder, Network
from knowledge_base.onnx_encoder import SHIPPED

HEADS = 12
_DENSE = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
_ROWS = "embeddings.word_embeddings.weight"


def read_shipped(folder: Path = SHIPPED, *, heads: int = HEADS) -> Encoder:
    """The encoder in a folder that `export` wrote, in full precision; the graph does not tell its number of `heads`."""
    graph = onnx.load(folder / MODEL).graph
    known = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    bert = BertModel(_config(known, layers=len(products) // len(_DENSE), heads=heads))
    weights = bert.state_dict()
    weights |= {name: torch.tensor(known[f"bert.{name}"]) for name in weights if f"bert.{name}" in known}
    for place, node in enumerate(products):
        layer, part = divmod(place, len(_DENSE))
        whole = _in_full(known, node.input[1].removesuffix("_quantized"))
        weights[f"encoder.layer.{layer}.{_DENSE[part]}.weight"] = torch.tensor(whole.T.copy())
    weights[_ROWS] = torch.tensor(_in_full(known, f"bert.{_ROWS}"))
    weights["embeddings.token_type_embeddings.weight"][0] = torch.tensor(_token_type(graph, known))
    bert.load_state_dict(weights)
    return Encoder(Network(bert).eval(), Tokenizer.from_file(str(folder / "tokenizer.json")))


def _config(known: dict[str, NDArray[np.generic]], layers: int, heads: int) -> BertConfig:
    tokens, width = known[f"bert.{_ROWS}_quantized"].shape
    (places, _) = known["bert.embeddings.position_embeddings.weight"].shape
    (inner,) = known["bert.encoder.layer.0.intermediate.dense.bias"].shape
    return BertConfig(
        vocab_size=tokens, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=inner, max_position_embeddings=places,
    )  # fmt: skip


def _in_full(known: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    whole = known[f"{name}_quantized"].astype(np.float32) - known[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(whole * known[f"{name}_scale"].astype(np.float32), dtype=np.float32)


def _token_type(graph: onnx.GraphProto, known: dict[str, NDArray[np.generic]]) -> NDArray[np.generic]:
    """The vector added to every token: the exporter folded it into a constant without a name of its own."""
    width = known["bert.embeddings.LayerNorm.bias"].shape
    inputs = [name for node in graph.node if node.op_type == "Add" for name in node.input]
    (found,) = {name for name in inputs if name.startswith("onnx::") and known.get(name, np.empty(0)).shape == width}
    return known[found]
