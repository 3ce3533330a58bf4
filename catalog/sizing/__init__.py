"""What the size rules share: boxes, charts prepared for asking, probabilities and estimates; no rule is here."""
