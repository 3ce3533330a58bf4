"""Small brand files for tests of `legfit coverage`: a brand and its only source, and a sock that goes by two girths."""

HEAD = """
brand = "Reach"

[[source]]
id = "shop"
url = "https://example.org/reach"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"

"""


def sized_by_two_girths(id, *rows):
    """A brand file with one running sock that goes by ankle and calf in cm: `("S", "18-21", "30-34")` is a row."""
    lines = "".join(
        f'  {{ size = "{size}", ankle_min_girth = "{ankle}", calf_max_girth = "{calf}" }},\n'
        for size, ankle, calf in rows
    )
    return (
        HEAD
        + f"""\
[[product]]
id = "{id}-run"
name = "Run sock"
garment = "sock"
intended_use = ["running"]
sources = ["shop"]

[[product.chart]]
id = "{id}-run-chart"
keyed_by = ["ankle_min_girth", "calf_max_girth"]
unit = "cm"
source = "shop"
rows = [
{lines}]
"""
    )
