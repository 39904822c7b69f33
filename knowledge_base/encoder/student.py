"""The network: BERT, the mean of its token vectors, length one. Teacher and student are two of these."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from knowledge_base.encoder.vocabulary import base_tokenizer

BATCH = 128
Ids = Sequence[Sequence[int]]


class Network(nn.Module):  # type: ignore[misc]  # torch is not read by mypy: it would take minutes.
    """Token ids and mask, both of shape (batch, tokens), to unit vectors of shape (batch, 384).

    Pooling after Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084.
    """

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """See class."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
        return nn.functional.normalize(mean.float(), dim=-1)

    @property
    def rows(self) -> nn.Embedding:
        """The embedding table of the tokens."""
        return cast(nn.Embedding, self.bert.embeddings.word_embeddings)


class Encoder:
    """A network with its tokenizer."""

    def __init__(self, network: Network, tokenizer: Tokenizer) -> None:
        self.network = network
        self.tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path, tokenizer: Tokenizer | None = None) -> "Encoder":
        """The weights in a folder, and the tokenizer beside them unless another is given."""
        network = Network(BertModel.from_pretrained(folder, local_files_only=True)).eval()
        return cls(network, tokenizer or base_tokenizer(folder))

    def save(self, folder: Path) -> None:
        """Write weights and tokenizer, as load reads them."""
        self.network.bert.config.vocab_size = self.tokenizer.get_vocab_size()
        self.network.bert.save_pretrained(folder)
        self.tokenizer.save(str(folder / "tokenizer.json"))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The token ids of texts."""
        return [encoded.ids for encoded in self.tokenizer.encode_batch(list(texts))]

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), 384), float32."""
        ids = self.ids(texts)
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        found = np.zeros((len(ids), self.network.bert.config.hidden_size), dtype=np.float32)
        was_training = self.network.training
        self.network.eval()
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            found[places] = self.network(*padded([ids[place] for place in places])).numpy()
        self.network.train(was_training)
        return found


def padded(ids: Ids) -> tuple[Tensor, Tensor]:
    """Token ids filled up to the longest, and the mask that says which are real: both (batch, tokens), int64."""
    longest = max(map(len, ids))
    filled = torch.zeros(len(ids), longest, dtype=torch.long)
    mask = torch.zeros_like(filled)
    for row, tokens in enumerate(ids):
        filled[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
    return filled, mask


def half_precision() -> torch.autocast | nullcontext[None]:
    """bfloat16 where the processor multiplies it; there it is three to four times faster than float32."""
    if torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return torch.autocast("cpu", dtype=torch.bfloat16)
    return nullcontext()
