"""What holds for every input and every thread, shown on examples that hypothesis makes up.

`pytest --hypothesis-profile=long` looks at a hundred times as many.
"""

from __future__ import annotations

import json
from pathlib import Path

import promise
import pytest
import strategies as made
from hypothesis import given
from hypothesis import strategies as st

import threads
from threads.invariants import breaches
from threads.links import link
from threads.model import Thread, Transcript
from threads.pipeline import parse
from threads.render.json import json as dump
from threads.render.json import json_line
from threads.sources import readers

FORMATS = tuple(readers())


# --- any bytes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
@made.examples(0.15)
@given(data=st.data())
def test_broken_samples_are_read_or_refused(format: str, data: st.DataObject) -> None:
    promise.kept(data.draw(made.broken(format)), data.draw(st.sampled_from([None, format])))


@pytest.mark.parametrize("format", FORMATS)
@made.examples(0.1)
@given(data=st.data())
def test_samples_of_other_formats_are_read_or_refused(format: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(FORMATS))
    broken = data.draw(st.booleans())
    sample = data.draw(made.broken(other)) if broken else data.draw(st.sampled_from(made.samples(other)))
    promise.kept(sample, format)


@made.examples(1)
@given(
    st.binary(max_size=300) | st.lists(st.sampled_from(made.TOKENS)).map(b"".join), st.sampled_from([None, *FORMATS])
)
def test_any_bytes_are_read_or_refused(data: bytes, format: str | None) -> None:
    promise.kept(data, format)


# --- any thread -----------------------------------------------------------------------------------------------------


@made.examples(0.5)
@given(made.threads())
def test_threads_are_valid_and_reported(thread: Thread) -> None:
    promise.sound(thread)


@made.examples(0.5)
@given(made.threads(), st.sampled_from([dump, json_line]))
def test_threads_are_read_as_they_were_written(thread: Thread, write: object) -> None:
    assert callable(write)
    assert parse(write(thread).encode()) == [thread]


@made.examples(0.5)
@given(made.transcripts())
def test_linking_makes_a_valid_thread_and_keeps_what_the_source_says(transcript: Transcript) -> None:
    thread = link(transcript)
    assert list(breaches(thread)) == []
    assert (thread.comments, thread.nesting, thread.id) == (transcript.comments, transcript.nesting, transcript.id)
    assert link(thread) == thread
    stated = {one.id: one.parent_id for one in transcript.comments}
    assert all(stated[one.child_id] == one.parent_id for one in thread.links if one.basis == "stated")
    assert all(stated[one.child_id] is None for one in thread.links if one.basis != "stated")


@made.examples(0.3)
@given(made.transcripts(), st.sampled_from(["all", "recovered-strict", "stated"]))
def test_fewer_bases_give_links_that_the_others_hold(transcript: Transcript, which: str) -> None:
    everything = {(one.child_id, one.parent_id) for one in link(transcript).links}
    assert {(one.child_id, one.parent_id) for one in link(transcript, which).links} <= everything  # type: ignore[arg-type]


@made.examples(0.3)
@given(made.threads())
def test_reports_are_the_same_bytes_twice(thread: Thread) -> None:
    assert dump(threads.report(thread)) == dump(threads.report(thread))


# --- profiles -------------------------------------------------------------------------------------------------------


def test_samples_of_every_format_are_broken() -> None:
    assert all(made.samples(format) for format in FORMATS)


def test_values_are_found_in_samples_of_json() -> None:
    [sample] = made.samples("discourse")
    [value] = made.json_values(sample)
    assert json.loads(sample) == value
    assert ("post_stream", "posts", 0, "cooked") in made.paths(value)
    assert Path(made.SAMPLES, "discourse").is_dir()
