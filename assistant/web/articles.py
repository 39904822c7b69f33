"""The articles to read: a page for each, and the list by topic with a search."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.clock import today_in_oslo
from assistant.errors import NotFound
from assistant.web.context import FormHere, ServicesHere, page
from assistant.web.shapes import Question
from knowledge_base.article import ArticleTopic, Variant

router = APIRouter(include_in_schema=False)

MAX_FOUND = 20


@router.get("/articles")
def show_list(request: Request, services: ServicesHere, form: FormHere, q: Question = "") -> Response:
    """All articles by topic, or those that answer `q`."""
    if not q.strip():
        variants = services.library.all_live(form)
        by_topic = {topic: [variant for variant in variants if variant.topic is topic] for topic in ArticleTopic}
        return page(request, "articles.html", by_topic=by_topic, found=None, q="")
    hits = services.library.knowledge_base().search(q, today=today_in_oslo(services.clock), limit=MAX_FOUND)
    found = [live.variant for hit in hits if (live := services.library.live(hit.slug, form))]
    return page(request, "articles.html", by_topic={}, found=found, q=q)


@router.get("/articles/{slug}")
def show(request: Request, services: ServicesHere, form: FormHere, slug: str) -> Response:
    """One article in one written form."""
    live = services.library.live(slug, form)
    if live is None:
        raise NotFound()
    return page(
        request,
        "article.html",
        variant=live.variant,
        number=live.number,
        related=[other.variant for name in live.variant.related if (other := services.library.live(name, form))],
        overdue=_is_overdue(services, live.variant),
    )


def _is_overdue(services: ServicesHere, variant: Variant) -> bool:
    return variant.valid_until() < today_in_oslo(services.clock)
