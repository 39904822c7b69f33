"""The tokenizer: MiniLM's word pieces as they are, and frequent Norwegian words and pieces appended.

Without them "foreldrepermisjon" is eight meaningless pieces, and å is read as a.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from knowledge_base.encoder.parallel import Pair

MAX_TOKENS = 64
MIN_SEEN = 3
MAX_WORDS = 14_000
PIECES = 12_000
# Words of our own text are wanted however rare they are: they are the words of the domain.
_OWN = re.compile("^(own_|everyday|words)")
_NORWEGIAN = re.compile(r"^(##)?[a-zæøå]{2,}$|^(##)?å$")


def base_tokenizer(folder: Path) -> Tokenizer:
    """MiniLM's own tokenizer, cutting off at MAX_TOKENS."""
    return _unpadded(Tokenizer.from_file(str(folder / "tokenizer.json")))


def normaliser() -> normalizers.Normalizer:
    """Lower case; accents are stripped, but å, æ and ø stay letters of their own (MiniLM reads å as a)."""
    accents = {"[éèêë]": "e", "[àáâã]": "a", "[ìíîï]": "i", "[òóôõ]": "o", "[ùúûü]": "u", "ç": "c", "ñ": "n"}
    swedish = {"ä": "æ", "ö": "ø"}
    return normalizers.Sequence([
        normalizers.NFC(),
        normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=False, lowercase=True),
        *(normalizers.Replace(Regex(accented), plain) for accented, plain in (accents | swedish).items()),
    ])  # fmt: skip


def build(base: Path, pairs: Sequence[Pair], own: Sequence[str] = ()) -> tuple[Tokenizer, list[str]]:
    """The tokenizer with Norwegian appended, and what was appended, in order.

    `own`: further Norwegian texts of the domain, whose words are all wanted if they stand there twice.
    """
    described = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    old: dict[str, int] = described["model"]["vocab"]
    new = _new_tokens(pairs, own, set(old))
    described["model"]["vocab"] = old | {token: len(old) + place for place, token in enumerate(new)}
    tokenizer = Tokenizer.from_str(json.dumps(described))
    tokenizer.normalizer = normaliser()
    return _unpadded(tokenizer), new


def _new_tokens(pairs: Sequence[Pair], own: Sequence[str], old: set[str]) -> list[str]:
    norwegian = Counter(word for pair in pairs for word in split(pair.norwegian))
    english = Counter(word for pair in pairs for word in split(pair.english))
    ours = Counter(word for text in own for word in split(text))
    domain = {word for pair in pairs if _OWN.match(pair.source) for word in split(pair.norwegian)}
    domain |= {word for word, seen in ours.items() if seen > 1}

    def is_norwegian(token: str) -> bool:
        return bool(_NORWEGIAN.match(token)) and english[token] <= 0.5 * max(1, norwegian[token] + ours[token])

    frequent = [word for word, seen in norwegian.most_common() if seen >= MIN_SEEN or word in domain][:MAX_WORDS]
    words = [word for word in [*frequent, *sorted(domain)] if is_norwegian(word)]
    pieces = [p for p in _pieces([*(pair.norwegian for pair in pairs), *own]) if p.startswith("##") or is_norwegian(p)]
    wanted = dict.fromkeys(["å", "##å", *words, *(piece for piece in pieces if _NORWEGIAN.match(piece))])
    return [token for token in wanted if token not in old]


def _pieces(texts: Sequence[str]) -> list[str]:
    learner = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # noqa: S106 - a token of text, no secret.
    learner.normalizer = normaliser()
    learner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    # The learner numbers single letters in an order of its own each time, and ties between pieces fall by it: given
    # beforehand, the same text always gives the same pieces.
    letters = sorted({f"##{sign}" for text in texts for word in split(text) for sign in word})
    trainer = trainers.WordPieceTrainer(
        vocab_size=PIECES, min_frequency=4, special_tokens=["[UNK]", *letters], show_progress=False
    )
    learner.train_from_iterator(texts, trainer)
    return sorted(learner.get_vocab())


def split(text: str) -> list[str]:
    """The words of a text as the tokenizer sees them before it cuts them into pieces."""
    return [word for word, _ in _SPLITTER.pre_tokenize_str(_NORMALISER.normalize_str(text))]


def _unpadded(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


_NORMALISER = normaliser()
_SPLITTER = pre_tokenizers.BertPreTokenizer()
