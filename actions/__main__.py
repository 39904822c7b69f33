"""`python -m actions --port N`: the action server, on loopback, open only to those with the shared secret."""

import argparse
import asyncio
import hmac
import logging

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic, json
from sanic.response import HTTPResponse

from actions.services import services
from assistant.bootstrap import configure_logging

logger = logging.getLogger("actions")


def build(secret: str) -> Sanic:
    """The action server with all actions of this package, behind a check of the secret."""
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])

    @app.on_request  # type: ignore[misc]
    async def check_secret(request: Request) -> HTTPResponse | None:
        given = request.headers.get("Authorization", "")
        if request.path == "/health" or hmac.compare_digest(given, f"Bearer {secret}"):
            return None
        return json({"code": "not_allowed", "message": "The shared secret is missing."}, 403)

    return app


def main() -> None:
    """Read the articles, then listen."""
    parser = argparse.ArgumentParser(prog="python -m actions")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    arguments = parser.parse_args()
    ready = services()
    configure_logging(ready.settings)
    # The first search would otherwise wait for the model and the index.
    ready.library.knowledge_base().index.similarities(["?"])
    app = build(ready.settings.internal_secret)
    logger.info("The action server listens on %s:%d", arguments.host, arguments.port)
    asyncio.run(_serve(app, arguments.host, arguments.port))


async def _serve(app: Sanic, host: str, port: int) -> None:
    # One process: what Sanic's own runner adds, several workers, would each load the model again.
    server = await app.create_server(host=host, port=port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.serve_forever()


if __name__ == "__main__":
    main()
