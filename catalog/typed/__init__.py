"""What people type for a measure: the one grammar that every door and file reads by.

`look_alikes` turns a text into plain characters, `unit_words` lists the units in every language, `numbers` holds the
forms of a number, `reading` puts a number and a unit together, `shoes` reads shoe sizes, `likely` finds what was
probably meant by a text that is refused. Nothing is guessed: what has no single reading is refused. Start in `reading`.
"""
