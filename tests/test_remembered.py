"""A function's results are remembered, and forgotten before they fill the memory."""

from __future__ import annotations

from threads.remembered import Remembered


def test_each_text_is_asked_for_once() -> None:
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    lengths = Remembered(length)
    assert list(map(lengths.__getitem__, ["ferry", "bridge", "ferry"])) == [5, 6, 5]
    assert asked == ["ferry", "bridge"]


def test_no_more_than_so_many_are_held() -> None:
    lengths = Remembered(len, most=2)
    for text in ("ferry", "bridge", "quay"):
        assert lengths[text] == len(text)
        assert len(lengths) <= 2
