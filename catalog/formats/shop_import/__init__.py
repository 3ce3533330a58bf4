"""What one product of a shop's export brings to a brand file, and what a person has to look at.

A `ShopProduct` goes in, a `ProductDraft` with its notes comes out, or the rule that leaves it out. Every fact is as
printed or proven; what can be read in two ways is noted, never guessed. Start reading at `bring.py`; its words stand
in `words.toml`.
"""
