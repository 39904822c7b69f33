"""`python -m actions --port N`: the action server, on loopback unless another address is given."""

import argparse
import asyncio
import logging
import sys

from sanic import Sanic

from actions.server import build
from assistant import settings
from assistant.bootstrap import bootstrap, configure_logging
from assistant.errors import StartRefused

logger = logging.getLogger("actions")


def main() -> None:
    """Read the articles, then listen. A refusal is one sentence on the terminal, not a traceback."""
    parser = argparse.ArgumentParser(prog="python -m actions")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    arguments = parser.parse_args()
    try:
        services = bootstrap(settings.load())
    except StartRefused as refusal:
        sys.exit(f"actions: {refusal}")
    configure_logging(services.settings)
    # The first search would otherwise wait for the model and the index.
    services.library.knowledge_base().evidence("?")
    logger.info("The action server listens on %s:%d", arguments.host, arguments.port)
    asyncio.run(_serve(build(services), arguments.host, arguments.port))


async def _serve(app: Sanic, host: str, port: int) -> None:
    # One process: what Sanic's own runner adds, several workers, would each load the model again.
    server = await app.create_server(host=host, port=port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.serve_forever()


if __name__ == "__main__":
    main()
