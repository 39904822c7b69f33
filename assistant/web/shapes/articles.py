"""Articles."""

import datetime
from typing import Self

from pydantic import BaseModel

from knowledge_base.article import ArticleTopic, Variant, WrittenForm


class ArticleShape(BaseModel):
    """An article that was found."""

    slug: str
    title: str
    written_form: WrittenForm
    topic: ArticleTopic
    answer: str
    verified_on: datetime.date
    url: str
    score: float | None

    @classmethod
    def of(cls, variant: Variant, score: float | None = None) -> Self:
        """The shape of a live variant."""
        return cls(
            slug=variant.slug,
            title=variant.title,
            written_form=variant.written_form,
            topic=variant.topic,
            answer=variant.answer,
            verified_on=variant.verified_on,
            url=f"/articles/{variant.slug}?written_form={variant.written_form}",
            score=score,
        )


class Articles(BaseModel):
    """Articles, best first, or by title where nothing was asked."""

    articles: list[ArticleShape]
