"""Builds the web application: services, routers, refusals, headers."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from assistant import settings
from assistant.bootstrap import Services, bootstrap
from assistant.web import (
    admin,
    api,
    appointment,
    articles,
    availability,
    away,
    booking,
    calendar,
    chat,
    counsellor,
    counsellor_appointment,
    health,
    moving,
    new_time,
    offers,
    pages,
    refusals,
    security,
    sign_in,
    subscription,
    survey,
    waiting,
)
from assistant.worker import Worker

# The waiting list comes before booking, to which its first page would look like a slot.
FACES = (
    chat, waiting, offers, booking, appointment, moving, new_time, survey, articles, pages, sign_in, counsellor,
    calendar, subscription, counsellor_appointment, availability, away, admin, api, health,
)  # fmt: skip
_STATIC = Path(__file__).parent / "static"


def create(services: Services | None = None, *, with_worker: bool = True) -> FastAPI:
    """The application. Raises StartRefused if a setting is missing."""
    made = services or bootstrap(settings.load())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # The first check reads the encoder; nobody in distress should wait for that.
        made.gate.check("")
        worker = Worker(made) if with_worker else None
        if worker:
            worker.start()
        yield
        app.state.stopping.set()
        if worker:
            worker.stop()

    app = FastAPI(
        title="Veivalg", version=version("veivalg"), lifespan=lifespan, docs_url=None, redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )  # fmt: skip
    app.state.services = made
    app.state.stopping = threading.Event()
    refusals.install(app)
    security.install(app)
    for face in FACES:
        app.include_router(face.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app
