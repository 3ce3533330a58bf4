"""Large catalogs with numpy: which products a question leaves, by arrays of band edges; the extra `fast`.

Held equal to the plain rules by property tests. What the arrays cannot settle for sure is left to the rules.
"""
