"""The head of a small brand file for tests of `legfit coverage`: a brand and its only source."""

HEAD = """
brand = "Reach"

[[source]]
id = "shop"
url = "https://example.org/reach"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"

"""
