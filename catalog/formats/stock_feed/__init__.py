"""A shop's stock feed: rows of text become what each says of a variant, or problems with their lines.

`columns.toml` is the table of words: what columns are called and how they say what can be bought. Start reading at
`read.py`.
"""
