"""The pages that only say something: privacy and accessibility."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

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
