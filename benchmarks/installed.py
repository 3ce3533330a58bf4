"""What an installation adds to an empty environment: `python -m benchmarks.installed [CHECKOUT]...`.

Builds the wheel of each checkout, installs it into a new virtual environment by the checkout's own constraints, once
plain and once with `[web]`, and prints how many packages and MiB that is, and how many lines of Python are ours.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from .checkouts import HERE, copied

EXTRAS = ("", "[web]")
EMPTY = frozenset(("pip", "setuptools", "wheel"))
"""What a new environment holds by itself."""
LIST = """
import importlib.metadata, json, sysconfig
print(json.dumps([sorted(d.name.lower() for d in importlib.metadata.distributions()), sysconfig.get_path("purelib")]))
"""


class Installed(Struct, frozen=True):
    """What was added by one installation."""

    extra: str
    packages: tuple[str, ...]
    mebibytes: float
    compiled: float
    """MiB of modules that pip compiled, a part of the whole."""
    lines: int
    """Lines of Python in the packages of the wheel itself."""

    def row(self) -> str:
        """The figures as one line."""
        return (
            f"legfit{self.extra:6} {len(self.packages):3} packages  {self.mebibytes:5.1f} MiB "
            f"({self.compiled:.1f} of them compiled modules)  {self.lines} lines of our own Python"
        )


def installed(checkout: Path, folder: Path) -> Iterator[Installed]:
    """Install the wheel of a checkout plain and with the service.

    Raises:
        subprocess.CalledProcessError: it cannot be built or installed.
    """
    source = copied(checkout, folder / "source")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    for extra in EXTRAS:
        environment = folder / f"environment{extra}"
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        python = str(environment / "bin" / "python")
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        constraints = ["-c", str(source / "constraints.txt")]
        empty = _size(_site(python)[1])
        subprocess.run([*install, *constraints, f"{wheel}{extra}"], check=True, capture_output=True)
        names, site = _site(python)
        whole, before = _size(site), empty
        yield Installed(
            extra, tuple(n for n in names if n not in EMPTY), whole[0] - before[0], whole[1] - before[1], _lines(site)
        )


def _site(python: str) -> tuple[list[str], Path]:
    """The distributions of an environment, and the folder that holds them."""
    done = subprocess.run([python, "-c", LIST], check=True, capture_output=True, text=True)
    names, site = json.loads(done.stdout)
    return names, Path(site)


def _size(folder: Path) -> tuple[float, float]:
    """MiB of every file below a folder, and of the compiled modules among them."""
    sizes = [(p.stat().st_size, p.suffix == ".pyc") for p in folder.rglob("*") if p.is_file()]
    return sum(s for s, _ in sizes) / 2**20, sum(s for s, compiled in sizes if compiled) / 2**20


def _lines(site: Path) -> int:
    """Lines of the Python files that the wheel of legfit brought."""
    (record,) = site.glob("legfit-*.dist-info/RECORD")
    names = [line.split(",")[0] for line in record.read_text("utf-8").splitlines()]
    return sum(len((site / n).read_text("utf-8").splitlines()) for n in names if n.endswith(".py"))


def main() -> int:
    """Print the figures of every checkout that is named, of this one by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.installed")
    parser.add_argument("checkouts", nargs="*", type=Path, default=[HERE])
    parser.add_argument("--names", action="store_true", help="Name the packages too.")
    args = parser.parse_args()
    for checkout in args.checkouts:
        with TemporaryDirectory() as name:
            for found in installed(checkout, Path(name)):
                sys.stdout.write(f"{checkout}: {found.row()}\n")
                sys.stdout.write(f"  {' '.join(found.packages)}\n" if args.names else "")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
