"""`python -m assistant.web`: the web server alone; `veivalg serve` runs it together with the rest."""

import uvicorn

from assistant import settings
from assistant.bootstrap import configure_logging
from assistant.web.app import create


def main() -> None:
    """Serve until stopped."""
    loaded = settings.load()
    configure_logging(loaded)
    uvicorn.run(
        create(),
        host=loaded.host,
        port=loaded.port,
        log_config=None,
        access_log=False,
        proxy_headers=bool(loaded.base_url),
        timeout_graceful_shutdown=5,
        server_header=False,
    )


if __name__ == "__main__":
    main()
