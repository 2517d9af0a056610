"""What looks like an author's name, and what stays of one when the page's own words around it go."""

from __future__ import annotations

import pytest

from threads.sources.text.names import likeness, strip_usual


@pytest.mark.parametrize("name", ["Ines Okafor", "river_rat", "@dov", "Илья Северцев", "渡し守", "江边老李"])
def test_names(name: str) -> None:
    assert likeness(name) == 1.0


@pytest.mark.parametrize(
    "text", ["Reply", "渡船停了以后我母亲去医院要走四十分钟", "一样危险，还是坐船好。", "https://larkmouth.example"]
)
def test_what_is_no_name(text: str) -> None:
    assert likeness(text) < 0.4


def test_a_handle_keeps_its_sign() -> None:
    assert strip_usual(["by @ines", "by @dov", "by @mara"]) == ["@ines", "@dov", "@mara"]
