"""A value of an object is worked out when it is asked for, and once."""

from catalog.lexicon.once import once


class Text:
    def __init__(self, words: str) -> None:
        self.words, self.count = words, 0

    @once
    def longest(self) -> str:
        """The longest word."""
        self.count += 1
        return max(self.words.split(), key=len)


def test_each_object_has_a_value_of_its_own_that_is_made_once() -> None:
    run, sock = Text("a long run"), Text("socks for it")
    assert (run.count, run.longest, sock.longest, run.longest) == (0, "long", "socks", "long")
    assert (run.count, sock.count) == (1, 1)
    assert Text.__dict__["longest"].__doc__ == "The longest word."
