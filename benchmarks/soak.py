"""Ten minutes of mixed questions against a server while catalogs are loaded: `python -m benchmarks.soak`.

Fails where an answer is not 200, or where the server's memory in the last tenth of the time is more than a
tenth above that of the second tenth (the first warms up). Prints memory and p99 of every tenth.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from msgspec import Struct, field

from .catalogs import SEED
from .client import Load, ask, request
from .http import SERVE
from .measure import seconds
from .questions import leg_question, question
from .servers import started

PARTS, CONNECTIONS, GROWTH = 10, 8, 1.10
PRODUCTS = ("compressport-ur2", "cep-compression-socks-women", "cep-compression-socks-men", "compressport-quad")


class Seen(Struct):
    """One part of the time."""

    load: Load
    memory: int


class Loads(Struct):
    """Catalogs loaded beside the questions, each in a process of its own."""

    folder: Path
    url: str
    done: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Load one brand file after another, each time with another note, until told to stop."""
        files = sorted((SEED / "brands").glob("*.toml"))
        while not self.stop.wait(1.0):
            file = files[self.done % len(files)]
            path = self.folder / file.name
            # A note that differs each time: a load that changes nothing would leave the server nothing to renew.
            path.write_text(file.read_text("utf-8").replace('note = "', f'note = "Load {self.done}. ', 1), "utf-8")
            legfit("load", str(path), "--database", self.url)
            self.done += 1


def legfit(*arguments: str) -> None:
    """Run one command; its failure is ours."""
    subprocess.run([sys.executable, "-c", SERVE, *arguments], check=True, capture_output=True)


def requests(count: int = 300) -> list[bytes]:
    """Searches, sizes, explanations, advice and lists, mixed."""
    random = Random(17)
    mixed: list[bytes] = []
    for n in range(count):
        about = random.choice(PRODUCTS)
        usual = json.dumps({**leg_question(random), "confirmed": True}).encode()
        kinds = (
            request("POST", "/v1/search?matches=20&misses=5&excluded=5", usual),
            request("POST", f"/v1/products/{about}/size", usual),
            request("POST", f"/v1/products/{about}/why", usual),
            request("POST", "/v1/advise", usual),
            request("GET", f"/v1/products/{about}"),
            request("GET", "/v1/products?limit=20"),
        )
        mixed.append(kinds[n % len(kinds)])
        odd = question(random)
        if not {"hip_girth", "waist_girth"} & set(odd.get("legs", ())):
            mixed.append(request("POST", "/v1/search?matches=20&misses=0&excluded=0", json.dumps(odd).encode()))
    return mixed


def resident(process: int) -> int:
    """Bytes of memory that a process holds now."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) * 1024


def soak(minutes: float) -> list[Seen]:
    """Ask for so long, in ten parts."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'catalog.db'}"
        legfit("db", "upgrade", "--database", url)
        legfit("load", str(SEED), "--database", url)
        command = [sys.executable, "-c", SERVE, "serve", "--database", url, "--log-level", "warning", "--port"]
        with started(command, "/healthz") as (port, server):
            loads = Loads(folder, url)
            thread = threading.Thread(target=loads.run)
            thread.start()
            try:
                mixed = requests()
                return [_part(port, server, mixed, minutes * 60 / PARTS, loads) for _ in range(PARTS)]
            finally:
                loads.stop.set()
                thread.join()


def _part(port: int, server: int, mixed: list[bytes], time: float, loads: Loads) -> Seen:
    began = monotonic()
    seen = Seen(ask(port, mixed, CONNECTIONS, time), resident(server))
    sys.stdout.write(
        f"{monotonic() - began:6.0f} s  {len(seen.load.seconds):8} answers  {len(seen.load.wrong):4} wrong  "
        f"p50 {seconds(seen.load.percentile(0.5))}  p99 {seconds(seen.load.percentile(0.99))}  "
        f"{seen.memory / 2**20:.1f} MiB  {loads.done} loads\n"
    )
    sys.stdout.flush()
    sleep(0.1)
    return seen


def main() -> int:
    """0 where every answer was right and memory stayed flat."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=10)
    seen = soak(parser.parse_args().minutes)
    wrong = [status for part in seen for status in part.load.wrong]
    flat = seen[-1].memory <= seen[1].memory * GROWTH
    sys.stdout.write(f"{len(wrong)} wrong {sorted(set(wrong))}; memory {'flat' if flat else 'GREW'}\n")
    return 0 if flat and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
