"""What was worked out of words is remembered, and never more than it may hold."""

import pytest

from catalog.model.word_memory import WordMemory


@pytest.mark.parametrize(
    ("words", "worked_out"),
    [
        pytest.param("run run run", ["run"], id="a word again"),
        pytest.param("run sock run sock", ["run", "sock"], id="as many as it holds"),
        pytest.param("run sock calf run", ["run", "sock", "calf", "run"], id="one more, and the first again"),
    ],
)
def test_a_word_is_worked_out_once_until_the_memory_is_full(words: str, worked_out: list[str]) -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = WordMemory(length, most=2)
    assert [memory[word] for word in words.split()] == [len(word) for word in words.split()]
    assert asked == worked_out
    assert len(memory) <= 2
