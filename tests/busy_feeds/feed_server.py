"""A real web server on this machine that answers as a test tells it, politely or not."""

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class FeedServer:
    """A server that runs; `asked` holds the Host header and path of each request."""

    def __init__(self, answer: Answer, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        asked: list[tuple[str | None, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # The name http.server looks for.
                asked.append((self.headers["Host"], self.path))
                try:
                    answer(self)
                except OSError:
                    # The other side has heard enough.
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Write nothing."""

        self.asked = asked
        self.host = host
        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://{host}:{self.port}/s3cret/basic.ics"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def saying(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    """Answers everything with that body; `Content_Type` is the header Content-Type."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _head(request, status, {"Content_Length": str(len(body)), **headers})
        request.wfile.write(body)

    return answer


def streaming(pieces: Iterable[bytes], *, every_s: float = 0, **headers: str) -> Answer:
    """Sends the pieces one after the other, without a word on how many will come."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _head(request, 200, headers)
        for piece in pieces:
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(every_s)

    return answer


def dripping_its_head(request: BaseHTTPRequestHandler) -> None:
    """Sends the first line and then a header that never ends, a byte at a time."""
    request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    while True:
        request.wfile.write(b"a")
        request.wfile.flush()
        time.sleep(0.1)


def silent(request: BaseHTTPRequestHandler) -> None:
    """Takes the request and says nothing for a long while."""
    time.sleep(30)


def redirecting(location: str) -> Answer:
    """Sends everybody elsewhere."""
    return saying(b"", status=302, Location=location)


def _head(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
