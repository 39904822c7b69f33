"""`export`: the student as one int8 ONNX graph with pooling and length one inside, and what is needed to read it."""

import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.encoder.student import Encoder, Network

MODEL = "model.onnx"
OPSET = 17
# After so many of the six layers the states are handed out, for heads that are taught something else on top of them.
STATES_AFTER = 2


class Graph(nn.Module):  # type: ignore[misc]
    """The network written out in plain operations, so that the exporter has no attention kernels to guess at.

    `input_ids` and `attention_mask`, int64 of shape (batch, tokens), to `embedding`, float32 of shape (batch, 384), and
    `states`, float32 of shape (batch, tokens, 384).
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.bert = network.bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """See class."""
        embeddings = self.bert.embeddings
        states = embeddings.word_embeddings(input_ids)
        states = states + embeddings.position_embeddings.weight[: input_ids.shape[1]].unsqueeze(0)
        states = embeddings.LayerNorm(states + embeddings.token_type_embeddings.weight[0])
        unheard = unheard_in(attention_mask.to(states.dtype))
        layers = self.bert.encoder.layer
        for layer in layers[:STATES_AFTER]:
            states = bert_layer(layer, states, unheard, self.bert.config.num_attention_heads)
        handed_out = states
        for layer in layers[STATES_AFTER:]:
            states = bert_layer(layer, states, unheard, self.bert.config.num_attention_heads)
        weight = attention_mask.to(states.dtype).unsqueeze(-1)
        mean = (states * weight).sum(1) / weight.sum(1).clamp(min=1e-6)
        return mean / mean.norm(dim=-1, keepdim=True).clamp(min=1e-9), handed_out


def unheard_in(mask: Tensor) -> Tensor:
    """What is added to the attention so that filling is not heard; `mask` is (batch, tokens), 0 for filling."""
    return ((1.0 - mask) * -1e4)[:, None, None, :]


def bert_layer(layer: nn.Module, states: Tensor, unheard: Tensor, heads: int) -> Tensor:
    """One encoder layer of BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805)."""
    batch, tokens, width = states.shape

    def split(projected: Tensor) -> Tensor:
        return projected.view(batch, tokens, heads, width // heads).transpose(1, 2)

    own = layer.attention.self
    query, key, value = split(own.query(states)), split(own.key(states)), split(own.value(states))
    heard = torch.softmax(query @ key.transpose(-1, -2) / (width // heads) ** 0.5 + unheard, dim=-1)
    mixed = (heard @ value).transpose(1, 2).reshape(batch, tokens, width)
    states = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + states)
    inner = functional.gelu(layer.intermediate.dense(states))
    return layer.output.LayerNorm(layer.output.dense(inner) + states)


def export(encoder: Encoder, folder: Path) -> None:
    """Write model and tokenizer into a folder, in the layout that sentence-transformers and ours read."""
    folder.mkdir(parents=True, exist_ok=True)
    graph = Graph(encoder.network).eval()
    ids = torch.randint(5, 1000, (2, 9))
    tokens = {0: "batch", 1: "tokens"}
    dynamic = {"input_ids": tokens, "attention_mask": tokens, "embedding": {0: "batch"}, "states": tokens}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            graph, (ids, torch.ones_like(ids)), str(full), opset_version=OPSET, dynamo=False,
            input_names=["input_ids", "attention_mask"], output_names=["embedding", "states"],
            dynamic_axes=dynamic,
        )  # fmt: skip
        # Eight bits a weight, one scale a column: a quarter of the size, and vectors that agree to 0.99.
        quantize_dynamic(
            full, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        )  # fmt: skip
    encoder.tokenizer.save(str(folder / "tokenizer.json"))
    module = {"idx": 0, "name": "0", "path": "", "type": "knowledge_base.onnx_module.OnnxModule"}
    (folder / "modules.json").write_text(json.dumps([module], indent=1) + "\n", encoding="utf-8")
