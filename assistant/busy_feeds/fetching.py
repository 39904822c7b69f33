"""Fetching a feed from a server that nobody vouches for: limits on size, time, redirects and where they lead."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import httpx

from assistant.busy_feeds.addresses import PORTS, Network, feed_url, network
from assistant.busy_feeds.problems import FeedProblem, FeedUnusable

MAX_BYTES = 5 * 1024 * 1024
TIMEOUT_S = 10.0
MAX_REDIRECTS = 3

HEADERS = {"User-Agent": "Veivalg", "Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "gzip"}


def fetch(url: str, *, allow_private: bool = False, timeout_s: float = TIMEOUT_S, max_bytes: int = MAX_BYTES) -> bytes:
    """What stands at the address, at most `max_bytes` once unpacked and within `timeout_s` in all.

    Only hosts of the public internet are asked, unless `allow_private`. Proxies that the environment names are not
    used: behind one, nobody would have checked what is connected to. Raises FeedUnusable. Not to be called from a
    coroutine.
    """
    return fetch_through(network(allow_private=allow_private), url, timeout_s=timeout_s, max_bytes=max_bytes)


def fetch_through(through: Network, url: str, *, timeout_s: float = TIMEOUT_S, max_bytes: int = MAX_BYTES) -> bytes:
    """The same as `fetch`, through a network of one's own."""
    first = feed_url(url)
    # A resolver that hangs cannot be interrupted. Its thread is left behind, and ends when the system gives up.
    resolver = ThreadPoolExecutor(max_workers=1, thread_name_prefix="feed-resolver")
    try:
        return asyncio.run(_Fetching(through, resolver, timeout_s, max_bytes).run(first))
    finally:
        resolver.shutdown(wait=False, cancel_futures=True)


class _Fetching:
    """One attempt to fetch a feed."""

    def __init__(self, through: Network, resolver: ThreadPoolExecutor, timeout_s: float, max_bytes: int) -> None:
        self._network = through
        self._resolver = resolver
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        # An httpx.Client would write each address to the log, and unpack more at once than there is memory for.
        self._transport = httpx.AsyncHTTPTransport(verify=through.certificates, trust_env=False)

    async def run(self, url: httpx.URL) -> bytes:
        """See fetch."""
        try:
            async with asyncio.timeout(self._timeout_s), self._transport:
                return await self._followed(url)
        except TimeoutError:
            raise FeedUnusable(FeedProblem.TOO_SLOW) from None
        except (httpx.HTTPError, httpx.StreamError, zlib.error):
            raise FeedUnusable(FeedProblem.UNREACHABLE) from None

    async def _followed(self, url: httpx.URL) -> bytes:
        for _ in range(MAX_REDIRECTS + 1):
            async with self._answer(url) as response:
                if not response.has_redirect_location:
                    return await self._content(response)
                url = feed_url(_target(url, response.headers["Location"]))
        raise FeedUnusable(FeedProblem.UNREACHABLE)

    @asynccontextmanager
    async def _answer(self, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        response = await self._connected(url)
        try:
            yield response
        finally:
            await response.aclose()

    async def _connected(self, url: httpx.URL) -> httpx.Response:
        """The answer of the first of the host's addresses that can be connected to."""
        addresses = await self._addresses(url)
        for address in addresses:
            try:
                return await self._transport.handle_async_request(self._request(url, address, len(addresses)))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        raise FeedUnusable(FeedProblem.UNREACHABLE)

    async def _addresses(self, url: httpx.URL) -> list[str]:
        host, port = url.raw_host.decode(), url.port or PORTS[url.scheme]
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._resolver, self._network.addresses, host, port)

    def _request(self, url: httpx.URL, address: str, addresses: int) -> httpx.Request:
        """A request to the address that was checked, in the name of the host: its certificate must be the host's."""
        timeout = httpx.Timeout(None, connect=self._timeout_s / addresses)
        return httpx.Request(
            "GET",
            url.copy_with(host=address),
            headers=HEADERS | {"Host": url.netloc.decode()},
            extensions={"sni_hostname": url.raw_host.decode(), "timeout": timeout.as_dict()},
        )

    async def _content(self, response: httpx.Response) -> bytes:
        if response.status_code != httpx.codes.OK:
            raise FeedUnusable(FeedProblem.UNREACHABLE)
        unpacking = _Unpacking(response.headers.get("Content-Encoding", "identity"))
        content = bytearray()
        async for part in response.aiter_raw():
            content += unpacking.unpacked(part, self._max_bytes + 1 - len(content))
            if len(content) > self._max_bytes:
                raise FeedUnusable(FeedProblem.TOO_LARGE)
        unpacking.check_complete()
        return bytes(content)


class _Unpacking:
    """Unpacks a body piece by piece and never more than is wanted, however much a few bytes would become."""

    def __init__(self, encoding: str) -> None:
        """Raises FeedUnusable for an encoding that was not asked for."""
        name = encoding.strip().lower()
        if name not in ("identity", "gzip", "x-gzip", ""):
            raise FeedUnusable(FeedProblem.UNREACHABLE)
        self._gzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if name.endswith("gzip") else None

    def unpacked(self, part: bytes, max_bytes: int) -> bytes:
        """The next piece, cut off after `max_bytes`, which are more than none. Raises zlib.error."""
        return self._gzip.decompress(part, max_bytes) if self._gzip else part[:max_bytes]

    def check_complete(self) -> None:
        """Refuse a body that stopped before its end: a calendar without its last events looks free."""
        if self._gzip and not self._gzip.eof:
            raise FeedUnusable(FeedProblem.UNREACHABLE)


def _target(url: httpx.URL, location: str) -> str:
    try:
        return str(url.join(location))
    except httpx.InvalidURL:
        raise FeedUnusable(FeedProblem.ADDRESS) from None
