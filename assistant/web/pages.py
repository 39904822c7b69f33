"""The pages that only say something: privacy, accessibility, and how well Veivalg was measured to do."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant import quality
from assistant.web.context import ServicesHere, page

router = APIRouter(include_in_schema=False)


@router.get("/privacy")
def privacy(request: Request, services: ServicesHere) -> Response:
    """What is stored, who reads it, for how long."""
    return page(request, "text_page.html", name="privacy", days=services.settings.retention_days)


@router.get("/accessibility")
def accessibility(request: Request) -> Response:
    """What can be expected, and what to do when something does not work."""
    return page(request, "text_page.html", name="accessibility", days=0)


@router.get("/quality")
def show_quality(request: Request, services: ServicesHere) -> Response:
    """The published figures, what they rest on, and what they do not tell. Raises FiguresUnusable."""
    published = quality.read(services.settings.figures)
    return page(
        request,
        "quality.html",
        published=published,
        columns=quality.COLUMNS,
        missed=quality.missed_aims(published),
        behind=quality.forms_behind(published),
        running=quality.running_training(services.settings.training_stamp),
    )
