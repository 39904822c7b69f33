"""Which addresses a feed may have, and which machines Veivalg connects to for it.

An address that anybody may give makes Veivalg ask whatever it names (server-side request forgery). So only machines
of the public internet are asked, and what is connected to is the very address that was checked: a name that is asked
for twice may be given two answers (DNS rebinding).
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx

from assistant.busy_feeds.problems import FeedProblem, FeedUnusable

MAX_CHARS = 2000
PORTS = {"http": 80, "https": 443}

# Addresses of IPv6 that carry one of IPv4: whoever translates between the two (RFC 6052) may lead to it.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to one machine of the public internet, also if it is wrapped in one of IPv6."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:
            return False
        inner = ipaddress.IPv4Address(ip.packed[-4:]) if ip in TRANSLATED else ip.ipv4_mapped or ip.sixtofour
        ip = inner or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system's resolver gives them. Raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Network:
    """How hosts become IP addresses, to which of those we connect, and whose certificates are believed."""

    resolve: Callable[[str, int], Sequence[str]] = resolved
    permits: Callable[[str], bool] = is_public
    certificates: ssl.SSLContext | bool = True

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of `host` to connect to. Raises FeedUnusable if it has one that is not permitted."""
        try:
            found = list(self.resolve(host, port))
        except (OSError, UnicodeError):
            raise FeedUnusable(FeedProblem.UNREACHABLE) from None
        if not all(map(self.permits, found)):
            raise FeedUnusable(FeedProblem.ADDRESS)
        return found


PUBLIC = Network()
ANYWHERE = Network(permits=lambda _: True)


def network(*, allow_private: bool) -> Network:
    """The public internet, or with `allow_private` also this machine and those around it."""
    return ANYWHERE if allow_private else PUBLIC


def check_address(url: str, *, allow_private: bool = False) -> None:
    """Refuse an address that can never work, without asking anybody. Raises FeedUnusable.

    Name and password in an address are refused too: they would be somebody's own, and not one calendar's secret.
    """
    host = feed_url(url).raw_host.decode()
    is_here = host == "localhost" or host.endswith(".localhost")
    if not allow_private and (is_here or _is_forbidden(host)):
        raise FeedUnusable(FeedProblem.ADDRESS)


def feed_url(url: str) -> httpx.URL:
    """The address as it is asked for: webcal, which calendar programs say, means https. Raises FeedUnusable."""
    url = url.strip()
    if len(url) > MAX_CHARS or any(map(str.isspace, url)):
        raise FeedUnusable(FeedProblem.ADDRESS)
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        raise FeedUnusable(FeedProblem.ADDRESS) from None
    if parsed.scheme == "webcal":
        parsed = parsed.copy_with(scheme="https")
    if parsed.scheme not in PORTS or not parsed.host or parsed.userinfo:
        raise FeedUnusable(FeedProblem.ADDRESS)
    return parsed


def _is_forbidden(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return False
