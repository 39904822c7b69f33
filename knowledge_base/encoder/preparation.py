"""`prepare`: read the parallel text, extend the vocabulary, start the new rows, and let the teacher embed the English.

What is left in the work folder is all that training needs.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from knowledge_base.encoder import nynorsk
from knowledge_base.encoder.alignment import start_rows
from knowledge_base.encoder.parallel import Pair, read_pairs
from knowledge_base.encoder.student import Encoder
from knowledge_base.encoder.vocabulary import build

Log = Callable[[str], object]

_PAIRS = "pairs.json"
_TEACHER = "teacher.npy"
START = "start"


@dataclass(frozen=True)
class Prepared:
    """The pairs, and the teacher's vector of each pair's English: float32 of shape (pairs, 384), unit length."""

    pairs: list[Pair]
    teacher: NDArray[np.float32]


def prepare(
    parallel: Path, base: Path, work: Path, *, more: Sequence[str] = (), own: Sequence[str] = (), log: Log = print
) -> None:
    """Fill the work folder; minutes. `base`: MiniLM's folder; `own`: Norwegian texts whose words are wanted.

    Raises FileNotFoundError if a source of parallel text is missing.
    """
    work.mkdir(parents=True, exist_ok=True)
    pairs = read_pairs(parallel, more=more)
    made = nynorsk.make(pairs)
    log(f"{len(pairs)} pairs read, {len(made)} in Nynorsk made from Bokmål")
    pairs += made
    teacher = Encoder.load(base)
    tokenizer, new = build(base, pairs, own)
    log(f"{len(new)} tokens appended: the vocabulary has {tokenizer.get_vocab_size()}")
    _student(teacher, tokenizer, pairs).save(work / START)
    log("new rows started from aligned English")
    np.save(work / _TEACHER, _embed_english(teacher, pairs).astype(np.float16))
    (work / _PAIRS).write_text(json.dumps([asdict(pair) for pair in pairs], ensure_ascii=False), encoding="utf-8")
    log("the teacher has embedded the English side")


def read(work: Path) -> Prepared:
    """What prepare left. Raises FileNotFoundError if it was not run."""
    pairs = [Pair(**fields) for fields in json.loads((work / _PAIRS).read_text(encoding="utf-8"))]
    return Prepared(pairs, np.load(work / _TEACHER).astype(np.float32))


def untrained(work: Path) -> Encoder:
    """The student before its first step."""
    return Encoder.load(work / START)


def _student(teacher: Encoder, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> Encoder:
    network = teacher.network
    rows = network.rows.weight.detach().numpy()
    table = torch.tensor(start_rows(pairs, tokenizer, teacher.tokenizer, rows))
    started = Encoder(type(network)(type(network.bert)(network.bert.config)), tokenizer)
    started.network.load_state_dict(network.state_dict())
    started.network.bert.set_input_embeddings(nn.Embedding.from_pretrained(table, freeze=False, padding_idx=0))
    return started


def _embed_english(teacher: Encoder, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    places = {english: place for place, english in enumerate(dict.fromkeys(pair.english for pair in pairs))}
    vectors = teacher.embed(list(places))
    return np.asarray(vectors[[places[pair.english] for pair in pairs]])
