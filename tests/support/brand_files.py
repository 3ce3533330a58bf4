"""Brand files of a shop's own, with as many socks as a test wants."""

from __future__ import annotations

from pathlib import Path

HEAD = """brand = "Shop"
[[source]]
id = "page"
url = "https://shop.example/chart"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
"""
SOCK = """[[product]]
id = "{id}"
name = "Sock {id}"
garment = "sock"
sources = ["page"]
{use}
[[product.chart]]
id = "{id}-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [
  {{ size = "S", calf_max_girth = "30-34" }},
  {{ size = "M", calf_max_girth = "35-{most}" }},
]
{variant}
"""
RUNNING = 'intended_use = ["running"]'


def sock(id: str, most: str = "39", use: str = RUNNING, sku: str = "") -> str:
    """One sock; `most` is the largest calf of its size M."""
    variant = f'[[product.variant]]\nsku = "{sku}"\nsize = "M"\n' if sku else ""
    return SOCK.format(id=id, most=most, use=use, variant=variant)


def brand_file(folder: Path, *socks: str, name: str = "mine.toml") -> str:
    """Write a file of these socks; its path."""
    path = folder / name
    path.write_text(HEAD + "".join(socks), "utf-8")
    return str(path)


def many(folder: Path, count: int, name: str = "mine.toml") -> str:
    """Write a file of so many socks, `my-0` and on; its path."""
    return brand_file(folder, *(sock(f"my-{n}") for n in range(count)), name=name)
