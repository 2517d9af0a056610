"""What an error says stays one line of bounded length, whatever an input puts into it."""

from __future__ import annotations

import pytest

import threads


@pytest.mark.parametrize("name", ["a\nb", "a\r\nb\u2028c\x85d\x1ee", "x" * 1_000_000], ids=["a break", "many", "1 MB"])
def test_names_of_an_input_neither_break_nor_stretch_a_sentence(name: str) -> None:
    data = f'"id","{name}"\n"1","x"\n'.encode()
    with pytest.raises(threads.ThreadsError, match="name yours, as in --columns text=body") as refused:
        threads.parse(data, format="csv")
    said = str(refused.value)
    assert said.splitlines() == [said]
    assert len(said) <= 1_600
