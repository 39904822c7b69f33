"""Encoders so small that they are made and trained in seconds, and parallel text to go with them."""

import gzip
import string
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from knowledge_base.encoder.parallel import REACH_FILE, SOURCES, Pair
from knowledge_base.encoder.student import Encoder, Network
from knowledge_base.encoder.vocabulary import MAX_TOKENS

WIDTH = 32
SUBJECTS = [("I", "Jeg", "Eg"), ("We", "Vi", "Vi"), ("She", "Hun", "Ho")]
VERBS = [("buy", "kjøper", "kjøper"), ("see", "ser", "ser"), ("forget", "glemmer", "gløymer")]
THINGS = [("the house", "huset", "huset"), ("the book", "boka", "boka"), ("milk", "melk", "mjølk")]
# (form, English, Norwegian)
REACH = [
    (form, f"Where is my {english}?", f"{ask} er {norwegian}?")
    for form, ask in (("nb", "Hvor"), ("nn", "Kvar"))
    for english, norwegian in (("cat", "katten min"), ("dog", "hunden min"), ("key", "nøkkelen min"))
]
_WORDS = "the we she buy see forget house book milk where is my cat dog key how long notice".split()
_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def make_tokenizer() -> Tokenizer:
    """Like MiniLM's: English words, letters, and a thousand places at the front that no word takes."""
    unused = [f"[unused{number}]" for number in range(1000 - len(_SPECIAL))]
    pieces = [*string.ascii_lowercase, *string.punctuation, *(f"##{letter}" for letter in string.ascii_lowercase)]
    tokens = dict.fromkeys([*_SPECIAL, *unused, *pieces, *_WORDS])
    tokenizer = Tokenizer(models.WordPiece({token: place for place, token in enumerate(tokens)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def make_encoder(*, width: int = WIDTH, layers: int = 2, weights: int = 0) -> Encoder:
    """An encoder that has learnt nothing; `weights` seeds them."""
    tokenizer = make_tokenizer()
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=width, num_hidden_layers=layers, num_attention_heads=2,
        intermediate_size=2 * width, max_position_embeddings=MAX_TOKENS,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(weights)
        return Encoder(Network(BertModel(config)).eval(), tokenizer)


def make_base(folder: Path, *, width: int = WIDTH, weights: int = 0) -> Path:
    """A folder like MiniLM's."""
    make_encoder(width=width, weights=weights).save(folder)
    return folder


def make_triples() -> list[tuple[str, str, str]]:
    """Sentences in English, Bokmål and Nynorsk."""
    return [
        (f"{who} {does} {what}.", f"{hvem} {handling} {hva}.", f"{kven} {handling_nn} {kva}.")
        for (who, hvem, kven), (does, handling, handling_nn), (what, hva, kva) in product(SUBJECTS, VERBS, THINGS)
    ]


def make_pairs(source: str = "tatoeba_nob") -> list[Pair]:
    """The same sentences, both forms beside English."""
    return [
        Pair(source, form, english, norwegian)
        for english, bokmal, nynorsk in make_triples()
        for form, norwegian in (("nb", bokmal), ("nn", nynorsk))
    ]


Lines = Iterable[tuple[str, str, str]]


def make_parallel(folder: Path, sources: Mapping[str, Lines], *, reach: Lines = REACH) -> Path:
    """A folder with a file for every source, empty for those not given: lines of form, English, Norwegian."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in {*SOURCES, *sources}:
        _write(folder / f"{name}.tsv.gz", sources.get(name, ()))
    _write(folder / REACH_FILE, reach)
    return folder


def lines_of(pairs: Iterable[Pair]) -> list[tuple[str, str, str]]:
    """Pairs as the lines of a file."""
    return [(pair.form, pair.english, pair.norwegian) for pair in pairs]


def _write(path: Path, lines: Lines) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines("\t".join(line) + "\n" for line in lines)
