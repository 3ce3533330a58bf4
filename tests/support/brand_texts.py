"""Texts of brand files with one sock, its charts and variants, as a shop would write them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.formats.brand_toml import read_brand_files


def read_brand_text(text: str, name: str):
    """The products of one brand file with this text and name."""
    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        return read_brand_files([file])[name]


HEAD = """
brand = "Linter"
[[source]]
id = "page"
url = "https://example.org/page"
seen_on = "{seen}"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "linter-sock"
name = "Sock"
garment = "sock"
sources = ["page"]
intended_use = ["running"]
"""
CHART = """
[[product.chart]]
id = "{id}"
keyed_by = ["{point}"]
unit = "{unit}"
{more}
rows = [
{rows}
]
"""


def chart(*rows, point="calf_max_girth", unit="cm", more="", id="c1"):
    lines = "\n".join(f'  {{ size = "{label}", {point} = "{band}" }},' for label, band in rows)
    return CHART.format(id=id, point=point, unit=unit, more=more, rows=lines)


GOOD = (("S", "28-33"), ("M", "34-38"), ("L", "39-44"))
VARIANT = '[[product.variant]]\nsku = "{sku}"\n{more}\n'

KEYED = """
[[product.chart]]
id = "c1"
keyed_by = {keys}
{units}
rows = [
{rows}
]
"""


def keyed(keys, *rows, units='unit = "cm"'):
    """A chart of several points: each row is a label and a band for every key."""
    lines = (", ".join(f'{k} = "{b}"' for k, b in zip(("size", *keys), row, strict=True)) for row in rows)
    return KEYED.format(keys=list(keys), units=units, rows="\n".join(f"  {{ {line} }}," for line in lines))
