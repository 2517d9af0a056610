"""The structure of threads by columns: the numbers of `threads.structure`, whatever the parents look like."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import threads
from threads.corpus.outlines import Outline, outlines
from threads.model import Thread
from threads.structure import POST, structure, tree

IDS = [f"c{number}" for number in range(12)]
TIMES = ("2024-03-14T09:00:00Z", "2024-03-14T09:00:01.25+01:00", "2024-03-14T08:00:00", "2024-03-14", 1710406800, None)
ROW = st.fixed_dictionaries(
    {
        "id": st.sampled_from(IDS),
        "parent_id": st.sampled_from([*IDS, "gone", None, ""]),
        "author": st.sampled_from(["Ines Okafor", "Tobias Renn", "river_rat", None, ""]),
        "created_at": st.sampled_from(TIMES),
        "text": st.sampled_from(["No.", "Yes."]),
    }
)


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def by_the_long_way(thread: Thread) -> dict[str, Any]:
    """What an outline says, from the structure that reports have."""
    shape = structure(thread)
    exchanges = exchanges_of(thread)
    return {
        "comments": shape.comments,
        "participants": len({comment.author for comment in thread.comments}),
        "top_level": shape.top_level,
        "max_depth": shape.max_depth,
        "mean_depth": shape.mean_depth,
        "max_breadth": shape.max_breadth,
        "comments_per_depth": shape.comments_per_depth,
        "most_replies": shape.branching.max,
        "mean_replies": shape.branching.mean,
        "structural_virality": shape.structural_virality,
        "gaps": shape.reply_gaps.count,
        "unknown_gaps": shape.reply_gaps.unknown,
        "negative_gaps": shape.reply_gaps.negative,
        "median_gap": shape.reply_gaps.median,
        "pairs": shape.reciprocity.pairs,
        "answered_pairs": shape.reciprocity.answered,
        "exchanges": len(exchanges),
        "longest_exchange": max(exchanges, default=0),
    }


def exchanges_of(thread: Thread) -> list[int]:
    """Longest possible paths of two people taking turns, looked for from each comment upwards."""
    parents = tree(thread).parents
    authors = [comment.author for comment in thread.comments]
    paths = []
    for place in range(len(parents)):
        path = [place]
        while parents[path[-1]] != POST:
            path.append(parents[path[-1]])
            named = None not in [authors[one] for one in path]
            apart = all(authors[one] != authors[two] for one, two in pairwise(path))
            if not (named and apart and len({authors[one] for one in path}) == 2):
                path.pop()
                break
        paths.append(path)
    longer = {(one[1], one[2]) for one in paths if len(one) > 3}  # whoever answered within the same exchange
    return [len(path) for path in paths if len(path) > 2 and (path[0], path[1]) not in longer]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines are busy now and then
@given(st.lists(ROW, min_size=1, max_size=25))
def test_outlines_have_the_numbers_of_the_structure(rows: list[dict[str, Any]]) -> None:
    [thread] = threads.parse(lines(rows))
    [outline] = outlines(lines(rows))
    assert {name: getattr(outline, name) for name in by_the_long_way(thread)} == by_the_long_way(thread)


def test_threads_stand_in_the_order_of_their_first_comments() -> None:
    rows = [{"thread_id": id, "id": str(n), "parent_id": None} for n, id in enumerate(["b", "a", "b", None])]
    assert [(one.thread_id, one.comments) for one in outlines(lines(rows), name="page")] == [
        ("b", 2),
        ("a", 1),
        ("page", 1),
    ]


def test_two_people_taking_turns() -> None:
    said = [("1", None, "Mara"), ("2", "1", "Dov"), ("3", "2", "Mara"), ("4", "3", "Dov"), ("5", "3", "Tobias")]
    rows = [{"no": no, "to": to, "user": user} for no, to, user in said]
    [outline] = outlines(lines(rows), {"id": "no", "parent_id": "to", "author": "user"})
    assert (outline.exchanges, outline.longest_exchange) == (1, 4)


def test_numbers_are_ids_too_and_blank_lines_are_none() -> None:
    data = b'{"id": 1, "parent_id": null}\n\n{"id": 2, "parent_id": 1}\r\n{"id": 3, "parent_id": "2"}\n'
    [outline] = outlines(data)
    assert outline.comments_per_depth == (1, 1, 1)


def test_a_line_that_is_no_json() -> None:
    with pytest.raises(ValueError, match="write one JSON object per line"):
        list(outlines(b'{"id": 1}\n{"id": \n'))


def test_a_very_deep_thread() -> None:
    rows = [{"id": str(n), "parent_id": str(n - 1)} for n in range(50_000)][::-1]
    [outline] = outlines(lines(rows))
    assert (outline.max_depth, outline.max_breadth) == (50_000, 1)
    assert isinstance(outline, Outline)
