"""A small HTTP/1.1 client for loopback: a number of connections that ask again as soon as they are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import perf_counter

from msgspec import Struct, field


class Load(Struct):
    """What was seen: how long each request took, how much came back, and every status that was not 200."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    took: float = 0.0
    received: int = 0
    """Bytes of every body."""

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return len(self.seconds) / self.took

    @property
    def size(self) -> str:
        """How large an answer is; the mean of them."""
        mean = self.received / len(self.seconds)
        return f"{mean:.0f} B" if mean < 1000 else f"{mean / 1000:.1f} kB"

    def percentile(self, share: float) -> float:
        """The time that so large a share of the requests did not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class _Connection(asyncio.Protocol):
    """One connection: sends a request, reads the answer to its end, sends the next."""

    def __init__(self, requests: Sequence[bytes], first: int, load: Load, until: float) -> None:
        self.requests, self.at, self.load, self.until = requests, first, load, until
        self.done = asyncio.get_running_loop().create_future()
        self.buffer, self.missing, self.started = b"", -1, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the first question."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.started = perf_counter()
        if self.started >= self.until:
            self.transport.close()
            return
        self.transport.write(self.requests[self.at % len(self.requests)])
        self.at += 1

    def data_received(self, data: bytes) -> None:
        """Read on; at the end of an answer ask the next question."""
        self.buffer += data
        if self.missing < 0:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.buffer[:end].lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            status = int(head[9:12])
            if status != 200:
                self.load.wrong.append(status)
            self.load.received += length
            self.missing = end + 4 + length
        if len(self.buffer) >= self.missing:
            self.load.seconds.append(perf_counter() - self.started)
            self.buffer, self.missing = self.buffer[self.missing :], -1
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, wished for or not."""
        if not self.done.done():
            self.done.set_result(exc)


def request(method: str, path: str, body: bytes = b"") -> bytes:
    """One request as bytes."""
    head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def ask(port: int, requests: Sequence[bytes], connections: int, seconds: float) -> Load:
    """Ask a server on this machine for some seconds."""
    load = Load()

    async def run() -> None:
        loop = asyncio.get_running_loop()
        started = perf_counter()
        lines = [
            await loop.create_connection(
                lambda n=n: _Connection(requests, n * 7, load, started + seconds), "127.0.0.1", port
            )
            for n in range(connections)
        ]
        await asyncio.gather(*(line.done for _, line in lines))
        load.took = perf_counter() - started

    asyncio.run(run())
    return load
