"""Values made without checks are the same values: in comparison, as JSON, and copied."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from threads.model import Evidence, Link, unchecked


def test_the_same_value_in_whatever_order_its_fields_are_given() -> None:
    made = unchecked(Evidence)(comment_id="c1", start=0, end=3, text="The")
    checked = Evidence(comment_id="c1", start=0, end=3, text="The")
    assert made == checked
    assert hash(made) == hash(checked)
    assert made.model_dump_json() == checked.model_dump_json()
    assert made.model_copy(update={"text": "the"}).text == "the"
    assert made.text == "The"


def test_fields_left_out_have_their_defaults() -> None:
    made = unchecked(Link)(child_id="c2", parent_id="c1", basis="stated")
    assert made == Link(child_id="c2", parent_id="c1", basis="stated")
    assert made.model_fields_set == set(Link.model_fields)


def test_it_is_frozen_too() -> None:
    made = unchecked(Evidence)(comment_id="c1", start=0, end=3, text="The")
    with pytest.raises(ValidationError, match="frozen"):
        made.text = "A"  # type: ignore[misc]
