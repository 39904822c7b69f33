"""The action server's one set of services, made before it listens, so that a bad setting stops it at once."""

from functools import cache

from assistant import settings
from assistant.bootstrap import Services, bootstrap


@cache
def services() -> Services:
    """The services of this process. Raises StartRefused the first time if they cannot be made."""
    return bootstrap(settings.load())
