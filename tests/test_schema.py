"""Schemas and validation: what is wrong in a document, where, and by which rule."""

from __future__ import annotations

import copy
import json
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from threads.errors import MalformedInput, ThreadsError, UnknownName, UnreadableInput
from threads.invariants import cycles, span_breaches
from threads.model import Comment, Evidence, Link, Source, Thread
from threads.pointers import pointer
from threads.render.json import json as dump
from threads.render.json import json_line, plain_json
from threads.reports.comparison import compare
from threads.schema import SCHEMAS, Violation, schema, validate
from threads.sources import Document, Options, read

Golden = Callable[[Path, str], None]
Edit = Callable[[dict[str, Any]], Any]

COMMITTED = Path(__file__).parent.parent / "schemas"
SOURCE = Source(name="ferry.txt", format="text", sha256="0" * 64, bytes=10)
THREAD = Thread(
    id="ferry",
    source=SOURCE,
    nesting="lost",
    declared_comments=None,
    comments=(
        Comment(id="a", author="Ines Okafor", created_at="2011-12-21T15:41:00", text="Keep the ferry 🚢, Tobias."),
        Comment(id="b", author="Tobias Renn", text="“Keep the ferry”? With what money?"),
        Comment(id="c", author="river_rat", text="Ines is right.", extra={"score": 3, "tags": ["ferry", {"n": None}]}),
    ),
    links=(
        Link(
            child_id="b",
            parent_id="a",
            basis="quote",
            evidence=(Evidence(comment_id="b", start=1, end=15, text="Keep the ferry"),),
        ),
        Link(child_id="c", parent_id="b", basis="order", fact="stands between b and its answer"),
    ),
)


def as_value(thread: Thread = THREAD) -> dict[str, Any]:
    return dict(json.loads(dump(thread)))


def edited(edit: Edit) -> dict[str, Any]:
    value = as_value()
    edit(value)
    return value


def places(violations: list[Violation]) -> list[tuple[str, str]]:
    return [(violation.pointer, violation.rule) for violation in violations]


@pytest.mark.parametrize("name", SCHEMAS)
def test_committed_schema_is_the_derived_one(name: str, golden: Golden) -> None:
    golden(COMMITTED / f"{name}.schema.json", plain_json(schema(name)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema_of_its_dialect(name: str) -> None:
    derived = schema(name)
    jsonschema.Draft202012Validator.check_schema(derived)
    assert derived["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert derived["$id"] == f"urn:threads:schema:1.0:{name}"
    assert derived["title"]
    assert derived["description"]


def test_schema_given_away_is_a_copy() -> None:
    schema("thread")["properties"].clear()
    assert schema("thread")["properties"]


def test_unknown_schema_names_those_there_are() -> None:
    with pytest.raises(
        UnknownName, match="'tread' is no schema; known: transcript, thread, report, comparison, pattern"
    ):
        schema("tread")
    with pytest.raises(UnknownName):
        validate(THREAD, "tread")


def test_sound_thread_has_no_violations() -> None:
    assert validate(THREAD) == []
    assert validate(as_value()) == []
    assert validate(dump(THREAD)) == []
    assert validate(dump(THREAD).encode()) == []


@pytest.mark.parametrize(
    ("edit", "place", "rule", "said"),
    [
        (lambda t: t.pop("source"), "", "required", "'source' is a required property"),
        (lambda t: t.update(links=7), "/links", "type", "is a number, wanted array"),
        (lambda t: t.update(author="Ines"), "", "additionalProperties", "'author' was unexpected"),
        (lambda t: t.update(kind="forum"), "/kind", "enum", "'forum' is not one of"),
        (lambda t: t.update(schema_version="0.9"), "/schema_version", "schema-version", "write it again"),
        (lambda t: t.update(title=7), "/title", "anyOf", "is a number, wanted string or null"),
        (lambda t: t["comments"][1].update(id=""), "/comments/1/id", "minLength", "non-empty"),
        (lambda t: t["comments"][0].update(created_at="soon"), "/comments/0/created_at", "pattern", "'soon' does not"),
        (lambda t: t["comments"][0].update(location={"row": 1}), "/comments/0/location", "additionalProperties", "row"),
        (lambda t: t["links"][0]["evidence"][0].update(start=-1), "/links/0/evidence/0/start", "minimum", "-1"),
        (lambda t: t["source"].update(bytes=True), "/source/bytes", "type", "is a boolean, wanted integer"),
        (lambda t: t["source"].update(bytes=10.5), "/source/bytes", "type", "is a number, wanted integer"),
        (lambda t: t["source"].update(bytes=10.0), "/source/bytes", "model", "integer"),
    ],
)
def test_what_breaks_the_schema(edit: Edit, place: str, rule: str, said: str) -> None:
    [violation] = validate(edited(edit), "thread")
    assert (violation.pointer, violation.rule, violation.schema) == (place, rule, "thread")
    assert said in violation.message


@pytest.mark.parametrize(
    ("edit", "place", "rule"),
    [
        (lambda t: t["comments"][2].update(id="b"), "/comments/2/id", "unique-comment-ids"),
        (lambda t: t["comments"][0].update(created_at="2011-02-30"), "/comments/0/created_at", "timestamp"),
        (lambda t: t.update(post={"created_at": "2011-12-21T25:00:00"}), "/post/created_at", "timestamp"),
        (lambda t: t["comments"][1].update(parent_id="z"), "/comments/1/parent_id", "stated-parent-exists"),
        (lambda t: t["links"][1].update(parent_id="z"), "/links/1/parent_id", "link-ends-exist"),
        (lambda t: t["links"][1].update(child_id="z"), "/links/1/child_id", "link-ends-exist"),
        (lambda t: t["links"][1].update(child_id="b", parent_id="c"), "/links/1", "one-link-per-child"),
        (lambda t: t["links"][1].update(parent_id="c"), "/links/1", "link-to-itself"),
        (lambda t: t["links"][0].update(parent_id="c"), "/links/0", "no-link-cycles"),
        (lambda t: t["links"][0]["evidence"][0].update(end=14), "/links/0/evidence/0/text", "evidence-equals-span"),
        (
            lambda t: t["links"][0]["evidence"][0].update(comment_id="z"),
            "/links/0/evidence/0/comment_id",
            "evidence-comment-exists",
        ),
    ],
)
def test_what_no_schema_can_say(edit: Edit, place: str, rule: str) -> None:
    value = edited(edit)
    found = places(validate(value))
    assert (place, rule) in found
    assert list(jsonschema.Draft202012Validator(schema("thread")).iter_errors(value)) == []
    with pytest.raises(MalformedInput):  # nor does our reader take it
        list(read(Document("ferry.json", json.dumps(value).encode()), "thread", Options()))


def test_orphan_is_excused_by_its_note() -> None:
    def orphan(thread: dict[str, Any]) -> None:
        thread["comments"][1]["parent_id"] = "z"
        thread["notes"].append({"code": "orphan-parent", "message": "z is gone", "comment_id": "b"})

    assert validate(edited(orphan)) == []


def test_offsets_count_code_points() -> None:
    span = Evidence(comment_id="a", start=17, end=25, text=", Tobias")
    assert THREAD.comments[0].text.index(", Tobias") != len("Keep the ferry 🚢".encode("utf-16-le")) // 2
    start = THREAD.comments[0].text.index(", Tobias")
    link = Link(
        child_id="b",
        parent_id="a",
        basis="mention",
        evidence=(span.model_copy(update={"start": start, "end": start + 8}),),
    )
    assert validate(THREAD.model_copy(update={"links": (link,)})) == []


def test_every_violation_is_listed() -> None:
    def spoil(thread: dict[str, Any]) -> None:
        thread["comments"][0]["id"] = 1
        thread["comments"][2]["text"] = None
        thread["links"][0].pop("basis")

    assert places(validate(edited(spoil))) == [
        ("/comments/0/id", "type"),
        ("/comments/2/text", "type"),
        ("/links/0", "required"),
    ]


def test_messages_stay_short() -> None:
    [violation] = validate(edited(lambda t: t.update(kind="x" * 1_000_000)))
    assert len(violation.message) < 250


def test_lines_of_ndjson_are_told_apart() -> None:
    broken = json_line(THREAD).replace('"kind":"comments"', '"kind":"forum"')
    [violation] = validate(json_line(THREAD) + "\n" + broken)
    assert (violation.line, violation.pointer) == (3, "/kind")
    assert str(violation).startswith("line 3, /kind: ")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ('{"comments": [', "line 1, column"),
        ('{"comments": []}\n{"comments": [}', "line 2, column"),
        ('{\n "a": 1,\n}', "line 2, column 8"),
        ('{"a": ' + "[" * 5_000 + "]" * 5_000 + "}", "depth limit exceeded"),
        ('{"a": 1}', "is none of transcript, thread, report, comparison, pattern; name its schema"),
        ("[1, 2]", "is none of transcript"),
        (b"\x89PNG\0\0\0", "is binary"),
        (b"  ", "is empty"),
    ],
)
def test_what_is_no_document_is_one_sentence(document: str | bytes, said: str) -> None:
    with pytest.raises(ThreadsError) as caught:
        validate(document)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_deep_values_are_told_not_recursed_into() -> None:
    deep: Any = None
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(MalformedInput, match=r"ecursion|deep"):
        validate(edited(lambda t: t["comments"][0]["extra"].update(x=deep)))
    recursive = {"$ref": "#/$defs/list", "$defs": {"list": {"items": {"$ref": "#/$defs/list"}}}}
    with pytest.raises(MalformedInput, match="nested too deep"):
        validate({"x": deep}, {"properties": {"x": recursive["$defs"]["list"]}, **recursive})  # type: ignore[index]


def test_missing_files_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        validate(tmp_path / "nowhere.json")
    with pytest.raises(UnreadableInput, match="no such file"):
        validate(THREAD, tmp_path / "nowhere.schema.json")


def test_your_schema_asserts_formats(tmp_path: Path) -> None:
    yours = {"properties": {"day": {"type": "string", "format": "date"}}}
    file = tmp_path / "yours.schema.json"
    file.write_text(json.dumps(yours), encoding="utf-8")
    for rules in (yours, file, str(file)):
        assert validate({"day": "2011-12-21"}, rules) == []
        [violation] = validate({"day": "2011-02-30"}, rules)
        assert (violation.pointer, violation.rule) == ("/day", "format")
        assert violation.message == "'2011-02-30' is no date"


def test_references_are_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.socket.connect", refuse)
    with pytest.raises(
        MalformedInput, match=r"refers to https://larkmouth\.example/x\.json, which is no schema that it holds"
    ):
        validate({"a": 1}, {"$ref": "https://larkmouth.example/x.json"})


def test_your_schema_may_cite_the_dialect() -> None:
    assert validate({"type": "string"}, {"$ref": "https://json-schema.org/draft/2020-12/schema"}) == []


def test_broken_schema_is_named() -> None:
    with pytest.raises(MalformedInput, match=r"/properties/day/type: .*correct the schema"):
        validate({"a": 1}, {"$id": "yours", "properties": {"day": {"type": "dates"}}})


def test_a_comparison_is_a_document_of_ours() -> None:
    made = compare(THREAD, THREAD).model_dump(mode="json")
    assert validate(made) == []
    made["figures"][0]["kind"] = "guess"
    assert [(found.pointer, found.schema) for found in validate(made)] == [("/figures/0/kind", "comparison")]


def test_spans_of_reports_have_their_length() -> None:
    report = {
        "participants": [{"findings": [{"start": 2, "end": 5, "text": "fér"}, {"start": 5, "end": 5, "text": ""}]}]
    }
    assert [breach.pointer for breach in span_breaches(report)] == ["/participants/0/findings/1/end"]  # type: ignore[arg-type]
    report["participants"][0]["findings"][0]["text"] = "ferry"
    assert next(span_breaches(report)).pointer == "/participants/0/findings/0/text"  # type: ignore[arg-type]


def test_pointers_escape_what_rfc_6901_says() -> None:
    assert pointer(()) == ""
    assert pointer(("extra", "a/b", "m~n", 0, "")) == "/extra/a~1b/m~0n/0/"


def test_thread_reader_names_the_first_violation() -> None:
    broken = edited(lambda t: t["comments"][2].update(text=7))
    for text, place in ((json.dumps(broken, indent=1), ""), (json_line(THREAD) + json.dumps(broken), "line 2, ")):
        with pytest.raises(MalformedInput) as caught:
            list(read(Document("ferry.json", text.encode()), "thread", Options()))
        assert str(caught.value).startswith(f"ferry.json: {place}/comments/2/text: input should be a valid string; ")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), TEXT
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=5,
)
STAMPS = st.one_of(st.none(), st.datetimes().map(lambda moment: moment.isoformat()), st.dates().map(str))


@st.composite
def sound_threads(draw: st.DrawFn) -> Thread:
    ids = draw(st.lists(st.text(string.ascii_letters + "ß🚢/~", min_size=1, max_size=4), unique=True, max_size=6))
    comments = tuple(
        Comment(
            id=one,
            author=draw(st.one_of(st.none(), TEXT)),
            created_at=draw(STAMPS),
            text=draw(TEXT),
            state=draw(st.sampled_from(["visible", "deleted", "removed", "hidden"])),
            extra=draw(st.dictionaries(TEXT, JSON, max_size=2)),
        )
        for one in ids
    )
    links = tuple(
        Link(
            child_id=child,
            parent_id=draw(st.sampled_from(ids[:place])),
            basis="adjacent",
            fact=draw(TEXT) or "right above",
        )
        for place, child in enumerate(ids)
        if place and draw(st.booleans())
    )
    title, declared = draw(st.one_of(st.none(), TEXT)), draw(st.one_of(st.none(), st.integers(0, 9)))
    return Thread(
        id="x",
        source=SOURCE,
        nesting="partial",
        title=title,
        declared_comments=declared,
        comments=comments,
        links=links,
    )


@given(sound_threads(), st.booleans())
def test_sound_threads_are_valid_and_read_as_themselves(thread: Thread, on_one_line: bool) -> None:
    text = json_line(thread) if on_one_line else dump(thread)
    assert validate(text) == []
    assert list(read(Document("x.json", text.encode()), None, Options())) == [thread]
    assert list(jsonschema.Draft202012Validator(schema("thread")).iter_errors(json.loads(text))) == []


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, one in inner for deeper in _paths(one, (*path, key)))]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_the_model_reads_conforms_to_its_schema(data: st.DataObject) -> None:
    """The ground for not asking jsonschema about a thread that the model reads."""
    value = as_value()
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from([p for p in _paths(value) if p]))
        place = value
        for key in path[:-1]:
            place = place[key]
        if data.draw(st.booleans()):
            place[path[-1]] = data.draw(st.one_of(JSON, st.just("2011-12-21\n"), st.just("٢٠١١-12-21")))
        else:
            del place[path[-1]]
    errors = list(jsonschema.Draft202012Validator(schema("thread")).iter_errors(copy.deepcopy(value)))
    if errors:
        assert validate(value, "thread") != []


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)).map(lambda d: {str(a): str(b) for a, b in d.items()}))
def test_cycles_are_all_found_once(parents: dict[str, str]) -> None:
    def on_a_cycle(start: str) -> bool:
        node = start
        for _ in range(len(parents)):
            if node not in parents:
                return False
            node = parents[node]
            if node == start:
                return True
        return False

    found = [node for cycle in cycles(parents) for node in cycle]
    assert sorted(found) == sorted(node for node in parents if on_a_cycle(node))


@pytest.mark.parametrize(
    ("schema", "document", "rules"),
    [
        ({"pattern": "^(a+)+$"}, f"{'a' * 5_000}!", ["pattern"]),
        ({"pattern": "^(a|a)*$"}, "a" * 5_000, []),
        ({"patternProperties": {"^(a+)+$": False}}, {f"{'a' * 5_000}!": 1}, []),
        ({"patternProperties": {"^x": {"type": "string"}}}, {"xa": 1, "y": 1}, ["type"]),
        ({"patternProperties": {"^x": {}}, "additionalProperties": False}, {"xa": 1, "y": 1}, ["additionalProperties"]),
        ({"patternProperties": {"^x": {}}, "additionalProperties": {"type": "null"}}, {"xa": 1, "y": 1}, ["type"]),
        ({"properties": {"y": {}}, "additionalProperties": False}, {"y": 1}, []),
        (
            {"patternProperties": {"^(a+)+$": {}}, "unevaluatedProperties": False},
            {f"{'a' * 5_000}!": 1, "aa": 2},
            ["unevaluatedProperties"],
        ),
    ],
)
def test_expressions_of_foreign_schemas_take_linear_time(
    schema: dict[str, Any], document: object, rules: list[str]
) -> None:
    found = validate(json.dumps({"it": document}).encode(), {"properties": {"it": schema}})
    assert [one.rule for one in found] == rules


def test_expressions_that_look_around_are_refused() -> None:
    with pytest.raises(MalformedInput, match=r"pattern: .* looks around or back, which may take for ever; write it"):
        validate(b'{"it": "x"}', {"properties": {"it": {"pattern": "(?=x)x"}}})
