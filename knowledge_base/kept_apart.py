"""Lines of the crisis data from which neither the encoder nor the gate learns: thresholds are read off them."""

import hashlib

PERCENT = 15


def is_kept_apart(text: str) -> bool:
    """Whether a line is one of the 15 %: decided by its content, so that it never changes sides."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 100 < PERCENT
