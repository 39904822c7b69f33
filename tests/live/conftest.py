"""What the live tests share: a client of the running Veivalg."""

from collections.abc import Iterator

import httpx
import pytest

from tests.running import Running


@pytest.fixture
def client(veivalg: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=veivalg.base_url, timeout=60, trust_env=False) as client:
        yield client
