"""A value of the wrong kind is told in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import threads

[FERRY] = threads.parse("Mara Quill wrote on 14 March 2024 09:12:\nKeep the ferry.\n", allow_empty=True)


@pytest.mark.parametrize(
    ("call", "given", "said"),
    [
        (threads.report, [], r"threads\.report takes a Thread, and this is a list; .*\[threads\.report\(one\) for one"),
        (threads.report, "ferry.txt", r"takes a Thread, and this is a str; read it with threads\.parse first"),
        (threads.to_html, None, r"threads\.to_html takes a Report, and this is a NoneType"),
        (threads.to_markdown, (), r"threads\.to_markdown takes a Report, and this is a tuple; call it for each"),
        (
            threads.to_html,
            FERRY,
            r"threads\.to_html takes a Report, and this is a Thread; make it with threads\.report",
        ),
        (lambda value: threads.pseudonymize(value, b"k" * 16), [], r"threads\.pseudonymize takes a Thread"),
        (lambda value: threads.compare(FERRY, value), [FERRY], r"threads\.compare takes a Thread or Report, .* a list"),
        (lambda value: threads.forget(value, "Mara Quill"), [FERRY], r"threads\.forget takes a Thread .* is a list"),
        (lambda value: threads.forget(FERRY, value), ["Mara Quill"], r"names one by one, and this is a list"),
        (threads.Reports, [FERRY], r"threads\.Reports takes several reports"),
        (threads.Reports, threads.report(FERRY), r"threads\.Reports takes several reports"),
    ],
)
def test_a_value_of_another_kind(call: Callable[[Any], object], given: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call(given)


def test_one_pattern_is_no_list_of_letters() -> None:
    assert threads.report(FERRY, patterns="hedge") == threads.report(FERRY, patterns=["hedge"])
