"""`veivalg articles train`: teach the head of the search to tell the shipped articles apart."""

from collections.abc import Callable
from pathlib import Path

from assistant.nlu_data import out_of_scope
from knowledge_base.retrieval_encoder import SHIPPED_HEAD

EPOCHS, SEED = 4, 1
# What belongs to no article is drawn together under this name, so that articles keep away from it.
NONE = "none of them"


def train(path: Path = SHIPPED_HEAD, *, tell: Callable[[str], None] = lambda _: None) -> None:
    """Write the head. It learns from all text of the articles, and from what is out of scope."""
    # Only this needs torch, which does not come with what serves.
    from knowledge_base.encoder.own_text import read_texts
    from knowledge_base.encoder.retrieval import teach
    from knowledge_base.encoder.shipped import read_shipped
    from knowledge_base.encoder.tuning import export_head

    texts = [(one.text, one.article) for one in read_texts()]
    texts += [(text, NONE) for text in out_of_scope()]
    head = teach(
        read_shipped(), [text for text, _ in texts], [article for _, article in texts],
        epochs=EPOCHS, seed=SEED, tell=tell,
    )  # fmt: skip
    export_head(head, path)
