"""A value of the wrong kind is told in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import threads


@pytest.mark.parametrize(
    ("call", "given", "said"),
    [
        (threads.report, [], r"threads\.report takes a Thread, and this is a list; .*\[threads\.report\(one\) for one"),
        (threads.report, "ferry.txt", r"takes a Thread, and this is a str; read it with threads\.parse first"),
        (threads.to_html, None, r"threads\.to_html takes a Report, and this is a NoneType"),
        (threads.to_markdown, (), r"threads\.to_markdown takes a Report, and this is a tuple; call it for each"),
        (lambda value: threads.pseudonymize(value, b"k" * 16), [], r"threads\.pseudonymize takes a Thread"),
    ],
)
def test_a_value_of_another_kind(call: Callable[[Any], object], given: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call(given)
