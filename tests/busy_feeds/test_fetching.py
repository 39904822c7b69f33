"""A feed comes from a server that may be slow, endless, broken or ill-willed."""

import gzip
import itertools
import logging
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.busy_feeds import FeedProblem, FeedUnusable, fetch
from assistant.busy_feeds.addresses import ANYWHERE, Network
from assistant.busy_feeds.fetching import MAX_BYTES, fetch_through
from assistant.serving import free_port
from tests.busy_feeds.calendars import calendar
from tests.busy_feeds.feed_server import FeedServer, dripping_its_head, redirecting, saying, silent, streaming

Serve = Callable[..., FeedServer]

CALENDAR = calendar()


def problem_with(url: str, *, through: Network = ANYWHERE, timeout_s: float = 5) -> FeedProblem:
    with pytest.raises(FeedUnusable) as refused:
        fetch_through(through, url, timeout_s=timeout_s)
    assert "s3cret" not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return refused.value.reason


def test_a_feed_is_what_stands_at_its_address(serve: Serve) -> None:
    assert fetch(serve(saying(CALENDAR)).url, allow_private=True) == CALENDAR


def test_a_feed_of_exactly_the_largest_size_is_taken(serve: Serve) -> None:
    assert len(fetch(serve(saying(b"a" * MAX_BYTES)).url, allow_private=True)) == MAX_BYTES


def test_a_feed_may_come_packed(serve: Serve) -> None:
    server = serve(saying(gzip.compress(CALENDAR, mtime=0), Content_Encoding="gzip"))
    assert fetch(server.url, allow_private=True) == CALENDAR


@pytest.mark.parametrize("packed", [gzip.compress(CALENDAR, mtime=0)[:-9], b"not packed at all"])
def test_what_cannot_be_unpacked_to_its_end_is_no_feed(serve: Serve, packed: bytes) -> None:
    server = serve(saying(packed, Content_Encoding="gzip"))
    assert problem_with(server.url) is FeedProblem.UNREACHABLE


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_a_feed_packed_in_a_way_that_was_not_asked_for_is_refused(serve: Serve, encoding: str) -> None:
    assert problem_with(serve(saying(CALENDAR, Content_Encoding=encoding)).url) is FeedProblem.UNREACHABLE


def test_a_feed_of_50_megabytes_is_too_large(serve: Serve) -> None:
    assert problem_with(serve(saying(b"X" * 50_000_000)).url) is FeedProblem.TOO_LARGE


def test_a_feed_that_never_ends_is_too_large(serve: Serve) -> None:
    assert problem_with(serve(streaming(itertools.repeat(b"X" * 65536))).url) is FeedProblem.TOO_LARGE


def test_a_feed_that_is_small_only_when_packed_is_too_large(serve: Serve) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, mtime=0)
    assert len(bomb) < 100_000
    assert problem_with(serve(saying(bomb, Content_Encoding="gzip")).url) is FeedProblem.TOO_LARGE


@pytest.mark.parametrize(
    "answer",
    [silent, dripping_its_head, streaming(itertools.repeat(b"X"), every_s=0.1)],
    ids=["silent", "head", "body"],
)
def test_a_server_that_takes_its_time_is_given_up(serve: Serve, answer: Callable[..., None]) -> None:
    begun = time.monotonic()
    assert problem_with(serve(answer).url, timeout_s=1) is FeedProblem.TOO_SLOW
    assert time.monotonic() - begun < 3


def test_a_resolver_that_hangs_is_given_up() -> None:
    def hanging(host: str, port: int) -> list[str]:
        time.sleep(4)
        return []

    begun = time.monotonic()
    through = Network(resolve=hanging)
    assert problem_with("https://feeds.example/s3cret", through=through, timeout_s=0.5) is FeedProblem.TOO_SLOW
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("status", [204, 401, 404, 500])
def test_a_server_that_has_no_feed_is_not_a_feed(serve: Serve, status: int) -> None:
    assert problem_with(serve(saying(b"", status=status)).url) is FeedProblem.UNREACHABLE


def test_a_server_that_breaks_off_is_not_a_feed(serve: Serve) -> None:
    server = serve(streaming([CALENDAR], Content_Length=str(len(CALENDAR) + 1)))
    assert problem_with(server.url) is FeedProblem.UNREACHABLE


def test_a_server_that_is_not_there_is_not_a_feed() -> None:
    assert problem_with(f"http://127.0.0.1:{free_port()}/s3cret") is FeedProblem.UNREACHABLE


def test_a_name_that_nobody_has_is_not_a_feed() -> None:
    assert problem_with("http://nobody.invalid/s3cret") is FeedProblem.UNREACHABLE
    assert problem_with(f"http://{'a' * 64}.example/s3cret") is FeedProblem.UNREACHABLE


def test_the_next_address_is_tried_where_the_first_does_not_answer(serve: Serve) -> None:
    server = serve(saying(CALENDAR))
    both = Network(resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"], permits=lambda _: True)
    assert fetch_through(both, f"http://feeds.example:{server.port}/") == CALENDAR


def test_redirects_are_followed(serve: Serve) -> None:
    there = serve(saying(CALENDAR))
    assert fetch(serve(redirecting(there.url)).url, allow_private=True) == CALENDAR
    assert there.asked == [(f"127.0.0.1:{there.port}", "/s3cret/basic.ics")]


def test_a_redirect_within_a_server_may_name_the_path_only(serve: Serve) -> None:
    server = serve(lambda request: (redirecting("/new") if "old" in request.path else saying(CALENDAR))(request))
    assert fetch(f"http://127.0.0.1:{server.port}/old", allow_private=True) == CALENDAR


def test_redirects_that_go_in_a_circle_end(serve: Serve) -> None:
    server = serve(redirecting("/s3cret/again"))
    assert problem_with(server.url) is FeedProblem.UNREACHABLE
    assert len(server.asked) == 4


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/"])
def test_redirects_lead_to_addresses_that_could_be_given_too(serve: Serve, location: str) -> None:
    assert problem_with(serve(redirecting(location)).url) is FeedProblem.ADDRESS


def test_this_machine_is_not_asked_unless_it_may_be(serve: Serve) -> None:
    server = serve(saying(CALENDAR))
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        with pytest.raises(FeedUnusable) as refused:
            fetch(f"http://{host}:{server.port}/s3cret")
        assert refused.value.reason is FeedProblem.ADDRESS
    assert server.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(serve: Serve) -> None:
    private = serve(saying(CALENDAR), host="127.0.0.2")
    server = serve(redirecting(private.url))
    outside = Network(permits=lambda address: address == "127.0.0.1")
    assert problem_with(server.url, through=outside) is FeedProblem.ADDRESS
    assert (len(server.asked), private.asked) == (1, [])
    assert fetch(server.url, allow_private=True) == CALENDAR


def test_what_is_connected_to_is_the_address_that_was_checked(serve: Serve) -> None:
    """A name that has another address each time it is asked for gains nothing."""
    server = serve(saying(CALENDAR))
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    rebinding = Network(resolve=lambda host, port: next(answers), permits=lambda address: address == "127.0.0.1")
    assert fetch_through(rebinding, f"http://feeds.example:{server.port}/a") == CALENDAR
    assert server.asked == [(f"feeds.example:{server.port}", "/a")]
    assert next(answers) == ["127.0.0.2"]


def test_a_host_is_refused_if_one_of_its_addresses_is_private(serve: Serve) -> None:
    server = serve(saying(CALENDAR))
    mixed = Network(resolve=lambda *_: ["127.0.0.1", "10.0.0.1"], permits=lambda address: address == "127.0.0.1")
    assert problem_with(f"http://feeds.example:{server.port}/", through=mixed) is FeedProblem.ADDRESS
    assert server.asked == []


def test_no_address_is_written_to_the_log(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    fetch(serve(redirecting(serve(saying(CALENDAR)).url)).url, allow_private=True)
    assert "s3cret" not in caplog.text


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for feeds.example that nobody has signed, with its key."""
    path = tmp_path_factory.mktemp("tls") / "feeds.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=feeds.example", "-addext", "subjectAltName=DNS:feeds.example", "-keyout", path, "-out",
         path.with_suffix(".crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


@pytest.fixture
def https(serve: Serve, certificate: Path) -> FeedServer:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    return serve(saying(CALENDAR), tls=tls)


def known_to(trusted: ssl.SSLContext | bool) -> Network:
    return Network(resolve=lambda *_: ["127.0.0.1"], permits=lambda _: True, certificates=trusted)


def test_the_certificate_must_be_the_hosts_although_its_address_is_connected_to(
    https: FeedServer, certificate: Path
) -> None:
    trusted = known_to(ssl.create_default_context(cafile=str(certificate.with_suffix(".crt"))))
    assert fetch_through(trusted, f"https://feeds.example:{https.port}/") == CALENDAR
    assert fetch_through(trusted, f"webcal://feeds.example:{https.port}/") == CALENDAR
    assert problem_with(f"https://other.example:{https.port}/", through=trusted) is FeedProblem.UNREACHABLE


def test_a_certificate_that_nobody_has_signed_is_not_believed(https: FeedServer) -> None:
    assert problem_with(f"https://feeds.example:{https.port}/", through=known_to(True)) is FeedProblem.UNREACHABLE
