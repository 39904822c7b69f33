"""Which addresses a counsellor may give."""

import pytest

from assistant.busy_feeds import FeedProblem, FeedUnusable, check_address
from assistant.busy_feeds.addresses import is_public


@pytest.mark.parametrize(
    "url",
    [
        "https://calendar.google.com/calendar/ical/ida%40example.org/private-0123/basic.ics",
        "webcal://nextcloud.example.org/remote.php/dav/public-calendars/x?export",
        "http://outlook.example.org:8080/owa/calendar.ics",
        "  https://kalender.blåbær.example/a.ics\n",
        "https://8.8.8.8/a.ics",
    ],
)
def test_an_address_that_may_work_is_taken(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "basic.ics", "calendar.google.com/basic.ics", "https://", "https:///basic.ics", "file:///etc/passwd",
        "ftp://example.org/a.ics", "javascript:alert(1)", "https://ida:password@example.org/a.ics",
        "https://example.org:port/", "https://exa mple.org/", "https://[::1", "https://example.org/\0",
        "https://example.org/" + "a" * 2000,
    ],
)  # fmt: skip
def test_an_address_that_can_never_work_is_refused(url: str) -> None:
    with pytest.raises(FeedUnusable) as refused:
        check_address(url, allow_private=True)
    assert refused.value.reason is FeedProblem.ADDRESS


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.0.0.1", "10.1.2.3", "[::1]", "169.254.169.254"])
def test_a_machine_of_ones_own_is_refused_unless_it_is_allowed(host: str) -> None:
    check_address(f"https://{host}/a.ics", allow_private=True)
    with pytest.raises(FeedUnusable):
        check_address(f"https://{host}/a.ics")


@pytest.mark.parametrize(
    "address",
    "0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 192.0.2.1 192.168.1.1 198.18.0.1 "
    "224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 "
    "64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1:: 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 "
    "ff02::1".split(),
)
def test_an_address_that_is_not_on_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 129.240.2.6 2001:700:100::1 2606:4700::1 64:ff9b::808:808".split())
def test_an_address_on_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)
