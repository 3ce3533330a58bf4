"""A server on this machine that answers with bytes as they are, right or wrong."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping

Answer = bytes | Callable[[socket.socket], None]
ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def page(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An answer with a body, its length said."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def bomb(megabytes: int) -> bytes:
    """An answer of a few hundred kilobytes that unpacks to so many megabytes of nothing; its end is left out.

    One megabyte is packed and repeated: packing hundreds of them takes seconds.
    """
    packer = zlib.compressobj(9, wbits=31)
    first, again = (packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return page(first + again * (megabytes - 1), "Content-Encoding: gzip")


def to(location: str, status: int = 302) -> bytes:
    """A redirect."""
    return page(b"", f"Location: {location}", status=f"{status} Found")


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last one for ever."""
    left = list(answers)

    def send(sock: socket.socket) -> None:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if callable(answer):
            answer(sock)
        else:
            sock.sendall(answer)

    return send


class RawServer:
    """Answers by path; what was asked for stands in `requests`."""

    def __init__(self, answers: Mapping[str, Answer], family: int, host: str, context: ssl.SSLContext | None) -> None:
        self.answers = {"/robots.txt": ROBOTS, **answers}
        self.requests: list[str] = []
        self._context = context
        self._listener = socket.socket(family, socket.SOCK_STREAM)
        self._listener.bind((host, 0))
        self._listener.listen(16)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split()[1] for request in self.requests]

    def close(self) -> None:
        """No more connections."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(sock,), daemon=True).start()

    def _answer(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), plain, self._secured(plain) as sock:
            request = b""
            while b"\r\n\r\n" not in request:
                part = sock.recv(4096)
                if not part:
                    return
                request += part
            self.requests.append(request.decode("latin-1"))
            answer = self.answers.get(self.paths[-1], page(b"", status="404 Not Found"))
            if callable(answer):
                answer(sock)
            else:
                sock.sendall(answer)
            if isinstance(sock, ssl.SSLSocket) and sock.version():
                sock.unwrap()

    def _secured(self, plain: socket.socket) -> socket.socket:
        return self._context.wrap_socket(plain, server_side=True) if self._context else plain


@contextlib.contextmanager
def raw_server(
    answers: Mapping[str, Answer],
    host: str = "127.0.0.1",
    *,
    family: int = socket.AF_INET,
    context: ssl.SSLContext | None = None,
) -> Iterator[RawServer]:
    """A running server."""
    server = RawServer(answers, family, host, context)
    try:
        yield server
    finally:
        server.close()
