"""A head on the encoder for the search: all texts of one article near each other, and away from every other article's.

The encoder's own vectors say what a text means, and two articles may mean much the same. Here each article has a
vector of its own, which is learnt with the layers and left behind, and every text of it is drawn to that one among
all: deep metric learning with proxies, after Movshovitz-Attias et al. 2017, https://arxiv.org/abs/1703.07464, as a
normalised softmax, after Zhai and Wu 2018, https://arxiv.org/abs/1811.12649. Articles that come later are embedded
like the others.
"""

import random
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.encoder.export import bert_layer, unheard_in
from knowledge_base.encoder.student import Encoder
from knowledge_base.encoder.tuning import filled, last_layers, states_of, tune

PROXY_RATE = 2e-3
# How sharply a cosine tells articles apart.
SCALE = 20.0
DROPOUT = 0.1
SMOOTHED = 0.05


class RetrievalHead(nn.Module):  # type: ignore[misc]
    """`states`, (texts, tokens, 384), and `mask`, (texts, tokens), to unit vectors, (texts, 384)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        bert = encoder.network.bert
        self.heads, self.width = bert.config.num_attention_heads, bert.config.hidden_size
        self.layers = last_layers(encoder)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """See class."""
        unheard = unheard_in(mask)
        states = self.dropout(states)
        for layer in self.layers:
            states = bert_layer(layer, self.dropout(states), unheard, self.heads)
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        return functional.normalize(mean, dim=1)


class _Lesson(nn.Module):  # type: ignore[misc]
    """A head and the vector of each article."""

    def __init__(self, head: RetrievalHead, proxies: Tensor) -> None:
        super().__init__()
        self.head = head
        self.proxies = nn.Parameter(proxies)

    def loss(self, states: Sequence[Tensor], articles: Tensor) -> Tensor:
        cosines = self.head(*filled(states)) @ functional.normalize(self.proxies, dim=1).T
        return functional.cross_entropy(SCALE * cosines, articles, label_smoothing=SMOOTHED)


def teach(
    encoder: Encoder,
    texts: Sequence[str],
    articles: Sequence[str],
    *,
    epochs: int,
    seed: int,
    tell: Callable[[str], None] = lambda _: None,
) -> RetrievalHead:
    """A head that has learnt which article each text belongs to; the encoder stays as it is.

    What belongs to none may be given under a name of its own, so that articles keep away from it. Some minutes for
    ten thousand texts.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret.
    ids = encoder.ids(texts)
    states = states_of(encoder, ids)
    names = sorted(set(articles))
    right = torch.tensor([names.index(article) for article in articles])
    head = RetrievalHead(encoder)
    lesson = _Lesson(head, _means(head, states, right))
    tune(
        lesson, head.layers, ids, lambda places: lesson.loss([states[place] for place in places], right[places]),
        epochs=epochs, rate=PROXY_RATE, chance=chance, tell=tell,
    )  # fmt: skip
    return head


@torch.no_grad()  # type: ignore[untyped-decorator]
def _means(head: RetrievalHead, states: Sequence[Tensor], articles: Tensor) -> Tensor:
    """The mean direction of each article's texts before anything is learnt."""
    head.eval()
    vectors = torch.cat([head(*filled([one])) for one in states])
    sums = torch.zeros(int(articles.max()) + 1, vectors.shape[1]).index_add_(0, articles, vectors)
    return functional.normalize(sums, dim=1)
