"""The catalogue's own examples as tests, what undoes a match, what does not load, and the engine's promises."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import given, settings
from hypothesis import strategies as st

from threads.errors import InvalidPattern, MalformedInput, UnknownName
from threads.measure_patterns import measure_patterns, measure_stance
from threads.measure_written import is_weak, with_measured
from threads.patterns import Catalogue, Example, Finding, Measured, NearMiss, Pattern, catalogue, find_patterns, load
from threads.patterns.loading import PACKAGED

PATTERNS = tuple(catalogue())
EXAMPLE = Path(__file__).parent.parent / "examples/threads-toll-talk/src/threads_toll_talk/catalogue/toll-talk.toml"


def found(pattern: Pattern, text: str, parent: str | None = None) -> list[str]:
    return [finding.text for finding in find_patterns(text, parent, patterns=[pattern.id])]


def cases(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(pattern, example, id=f"{pattern.id}-{number}")
        for pattern in PATTERNS
        for number, example in enumerate(getattr(pattern, kind), 1)
    ]


# --- every pattern by its own examples ---------------------------------------------------------------------------


@pytest.mark.parametrize(("pattern", "example"), cases("positives"))
def test_positive_is_found_with_exactly_its_evidence(pattern: Pattern, example: Example) -> None:
    assert found(pattern, example.plain, example.parent) == list(example.evidence)


@pytest.mark.parametrize(("pattern", "near_miss"), cases("negatives"))
def test_near_miss_is_not_found(pattern: Pattern, near_miss: NearMiss) -> None:
    assert found(pattern, near_miss.text, near_miss.parent) == [], near_miss.reason


@pytest.mark.parametrize(("pattern", "example"), cases("missed"))
@pytest.mark.xfail(reason="a known miss, kept in the pattern's file", strict=True)
def test_known_miss(pattern: Pattern, example: Example) -> None:
    assert found(pattern, example.plain, example.parent)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_pattern_says_enough(pattern: Pattern) -> None:
    assert len(pattern.positives) >= 5
    assert len(pattern.negatives) >= 5
    assert pattern.missed
    assert all(re.search(r"\b(1[89]|20)\d\d\b|Aristotle", reference) for reference in pattern.references)


# --- measured -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p.measured], ids=lambda pattern: pattern.id)
def test_a_pattern_more_often_wrong_than_right_is_experimental(pattern: Pattern) -> None:
    by_hand = "# Read by hand" in (PACKAGED / f"{pattern.id}.toml").read_text(encoding="utf-8")
    assert pattern.experimental == (is_weak(pattern.measured) or by_hand)


def test_experimental_patterns_are_left_out_of_the_settled_ones() -> None:
    settled = catalogue().settled
    assert 0 < len(settled) < len(catalogue())
    assert not any(pattern.experimental for pattern in settled)
    text = "Bless your heart!"
    assert "condescension" in {finding.pattern for finding in find_patterns(text)}
    assert "condescension" not in {finding.pattern for finding in find_patterns(text, experimental=False)}


def test_counts_against_labels(tmp_path: Path) -> None:
    rows = [("You are an idiot.", ["rude"]), ("You are a fool.", []), ("Go and swim.", ["rude"]), ("The tide.", [])]
    gold = tmp_path / "gold.ndjson"
    gold.write_text("\n".join(json.dumps({"text": t, "labels": labels}) for t, labels in rows), encoding="utf-8")
    counts = measure_patterns(gold, "ad-hominem", {"rude"})
    assert counts[:4] == (1, 1, 1, 1)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.5, 0.5)
    assert [(miss.text, miss.meant) for miss in counts.misses] == [("You are a fool.", False), ("Go and swim.", True)]


def test_stance_against_labels_and_a_damaged_line(tmp_path: Path) -> None:
    gold = tmp_path / "gold.ndjson"
    row = {"parent_text": "The bridge is cheap.", "text": "No, you are wrong, it is not.", "label": "deny"}
    gold.write_text(json.dumps(row), encoding="utf-8")
    assert measure_stance(gold)["disagree"][:4] == (1, 0, 0, 0)
    gold.write_text(json.dumps(row) + "\n{}", encoding="utf-8")
    with pytest.raises(MalformedInput, match="line 2"):
        measure_stance(gold)


def test_counts_are_written_once_and_a_weak_pattern_is_marked() -> None:
    plain = 'name = "River talk"\nfamily = "emotion"\n\n[[negatives]]\ntext = "a"\n'
    strong, weak = Measured(set="quay", tp=3, fp=1, fn=0), Measured(set="pier", tp=0, fp=9, fn=0)
    once = with_measured(plain, [strong])
    assert once == plain + '\n[[measured]]\nset = "quay"\ntp = 3\nfp = 1\nfn = 0\n'
    assert with_measured(once, [strong]) == once
    assert "experimental = true\n" in with_measured(once, [strong, weak])
    assert with_measured(with_measured(once, [weak]), [strong]) == once
    by_hand = once.replace('"emotion"\n', '"emotion"\n# Read by hand: most are wrong.\nexperimental = true\n')
    assert with_measured(by_hand, [strong]) == by_hand == with_measured(with_measured(by_hand, [weak]), [strong])


# --- what does not load ------------------------------------------------------------------------------------------


def phrases(*words: str, **fields: object) -> dict[str, object]:
    return {"kind": "phrases", "phrases": list(words), **{key.rstrip("_"): value for key, value in fields.items()}}


def near(first: str, second: str, **fields: object) -> dict[str, object]:
    return {"kind": "near", "first": [first], "second": [second], **fields}


GOOD = {
    "name": "River talk",
    "family": "emotion",
    "definition": "Naming the river where the river is not the matter at hand.",
    "not": "Not the name of the river in a plain statement about its water.",
    "references": ["Okafor, I. (2020). Talk of the river."],
    "matchers": [phrases("old river")],
    "positives": ["The [[old river]] knows.", "Ask the [[old river]].", "An [[old river]] forgives."],
    "negatives": [{"text": "The river is high.", "reason": "a plain statement"}] * 3,
}


def written(folder: Path, **changes: object) -> Path:
    table = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    lines = [f"{key} = {as_toml(value)}" for key, value in table.items()]
    (folder / "river-talk.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def one_matcher(**fields: object) -> list[dict[str, object]]:
    return [fields]


NOT_LOADED = [
    ("no definition", {"definition": None}, "definition"),
    ("a definition of two words", {"definition": "River talk."}, "definition"),
    ("not said what it is not", {"not": None}, "not"),
    ("no reference", {"references": []}, "references"),
    ("two positives", {"positives": ["[[a]]", "[[b]]"]}, "positives"),
    ("a positive without marks", {"positives": ["a", "[[b]]", "[[c]]"]}, "positives"),
    ("two negatives", {"negatives": [{"text": "a", "reason": "because of that"}] * 2}, "negatives"),
    ("a negative without reason", {"negatives": [{"text": "a"}] * 3}, "reason"),
    ("a marked negative", {"negatives": [{"text": "[[a]]", "reason": "because of that"}] * 3}, "marks"),
    ("no matcher", {"matchers": []}, "matchers"),
    ("an unknown matcher", {"matchers": one_matcher(kind="guess", phrases=["a"])}, "matchers"),
    ("an unknown field", {"weight": 3}, "weight"),
    ("an unknown guard", {"matchers": one_matcher(kind="phrases", phrases=["a"], unless=["rain"])}, "unless"),
    ("an id of its own", {"id": "river"}, "id"),
    ("an unknown lexicon", {"matchers": one_matcher(kind="phrases", phrases=["{boats}"])}, "boats"),
    ("an open bracket", {"matchers": one_matcher(kind="phrases", phrases=["(old|young river"])}, "bracket"),
    ("a stray bar", {"matchers": one_matcher(kind="phrases", phrases=["old|young"])}, "stray"),
    ("a stray brace", {"matchers": one_matcher(kind="phrases", phrases=["old {"])}, "brace"),
    ("a regex among the phrases", {"matchers": [phrases(r"old \\w+")]}, "backslash"),
    ("a broken regex", {"matchers": one_matcher(kind="regex", regex="(river")}, "regex"),
    ("a regex with look-ahead", {"matchers": one_matcher(kind="regex", regex="river(?!s)")}, "look-around"),
    ("a regex that matches nothing", {"matchers": one_matcher(kind="regex", regex="(?:river)*")}, "nothing"),
    ("a regex without words", {"matchers": one_matcher(kind="regex", regex=r"\w+!")}, "every text"),
    ("a lexicon within itself", {"lexicons": {"boat": ["{boat}"]},
                                 "matchers": one_matcher(kind="phrases", phrases=["{boat}"])}, "boat"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "word"), NOT_LOADED, ids=[case[0] for case in NOT_LOADED])
def test_a_file_that_says_too_little_does_not_load(
    name: str, changes: dict[str, object], word: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidPattern, match=word) as caught:
        load(written(tmp_path, **changes))
    assert "\n" not in str(caught.value)
    assert "river-talk.toml" in str(caught.value)


def test_broken_toml_missing_folder_and_empty_folder_do_not_load(tmp_path: Path) -> None:
    with pytest.raises(InvalidPattern, match="no pattern file"):
        load(tmp_path)
    with pytest.raises(InvalidPattern, match="no such folder"):
        load(tmp_path / "absent")
    (tmp_path / "river-talk.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(InvalidPattern, match="no valid TOML"):
        load(tmp_path)


def test_an_id_of_the_catalogue_is_taken(tmp_path: Path) -> None:
    (written(tmp_path) / "river-talk.toml").rename(tmp_path / "hedge.toml")
    with pytest.raises(InvalidPattern, match=r"hedge\.toml"):
        load(tmp_path)


# --- the engine ---------------------------------------------------------------------------------------------------


def own(folder: Path, *matchers: dict[str, object], **changes: object) -> Catalogue:
    """A catalogue of one pattern with these matchers."""
    return load(written(folder, matchers=list(matchers), **changes)).select(["river-talk"])


def spans(text: str, patterns: Catalogue, parent: str | None = None) -> list[str]:
    return [finding.text for finding in find_patterns(text, parent, patterns)]


def test_own_folder_joins_the_catalogue(tmp_path: Path) -> None:
    loaded = load(written(tmp_path))
    assert set(loaded.ids) == {*catalogue().ids, "river-talk"}
    [finding] = [f for f in find_patterns("The Old  River knows.", None, loaded) if f.pattern == "river-talk"]
    assert finding == Finding(pattern="river-talk", start=4, end=14, text="Old  River")


MATCHERS = [
    ("case and white space", phrases("old river"), "OLD\nRiver", ["OLD\nRiver"]),
    ("no blank line within", phrases("old river"), "old\n\nriver", []),
    ("emphasis", phrases("old river"), "the *old* **river**.", ["old* **river"]),
    ("curly apostrophe", phrases("isn't"), "it isn’t", ["isn’t"]),
    ("no apostrophe", phrases("isn't"), "it isnt", ["isnt"]),
    ("another word without it", phrases("we're"), "we were", []),
    ("whole words", phrases("can", "rat"), "can't river_rat scan cans anti-rat", []),
    ("underscores as emphasis", phrases("rat"), "a _rat_ here", ["rat"]),
    ("alternatives", phrases("(old|young|) river"), "young river, river", ["young river", "river"]),
    ("nested alternatives", phrases("a(n old (grey|)|) river"), "an old river", ["an old river"]),
    ("a lexicon", phrases("{boat} here"), "a ferry here", ["ferry here"]),
    ("a lexicon in a regex", {"kind": "regex", "regex": r"{boat} \d{2}\b"}, "Ferry 12 and ferry 123", ["Ferry 12"]),
    ("a regex stays in its sentence", {"kind": "regex", "regex": r"ferry\W+\w+"}, "The ferry. Gone", []),
    ("capitals", {"kind": "regex", "regex": r"\bFERRY\b", "cased": True}, "ferry FERRY", ["FERRY"]),
    ("near", near("ferry", "late", within=2), "ferry is so late", ["ferry is so late"]),
    ("too far", near("ferry", "late", within=1), "ferry is so late", []),
    ("order", near("late", "ferry", within=3), "ferry is so late", []),
    ("any order", near("late", "ferry", within=3, ordered=False), "ferry is so late", ["ferry is so late"]),
    ("near, but not in one sentence", near("ferry", "late", within=3), "Ferry. Late", []),
    ("exception", phrases("rat", except_=["rat race"]), "rat race, a rat", ["rat"]),
    ("sentence start", phrases("rat", where=["sentence-start"]), "But rat. A rat", ["rat"]),
    ("sentence end", phrases("rat", where=["sentence-end"]), "A rat! A rat sat", ["rat"]),
    ("whole sentence", phrases("rat", where=["sentence"]), "Rat! Oh, rat? A rat", ["Rat", "rat"]),
    ("comment start", phrases("rat", where=["comment-start"]), "Rat. Rat.", ["Rat"]),
    ("comment end", phrases("rat", where=["comment-end"]), "Rat. rat.", ["rat"]),
    ("question", phrases("rat", where=["question"]), "A rat. Rat?", ["Rat"]),
    ("statement", phrases("rat", where=["statement"]), "Rat? A rat.", ["rat"]),
    ("exclamation", phrases("rat", where=["exclamation"]), "Rat? A rat!", ["rat"]),
    ("second person", phrases("rat", where=["second-person"]), "Rat? Your rat!", ["rat"]),
    ("the sentence as evidence", phrases("rat", take="sentence"), "No. A rat! Yes", ["A rat!"]),
    ("condition", phrases("rats", unless=["conditional"]), "if rats come. Rats.", ["Rats"]),
    ("report", phrases("rats", unless=["reported"]), "Mara said rats. I said rats.", ["rats"]),
    ("self", phrases("rat", unless=["self"]), "I am a rat. He is a rat.", ["rat"]),
    ("unless asked", phrases("rat", unless=["question"]), "A rat? A rat.", ["rat"]),
    ("denial that does not matter", phrases("rat", unless=[]), "Nobody is a rat.", ["rat"]),
    ("longest of several", phrases("old", "old river", "river"), "the old river", ["old river"]),
]


@pytest.mark.parametrize(("name", "matcher", "text", "expected"), MATCHERS, ids=[case[0] for case in MATCHERS])
def test_matchers(name: str, matcher: dict[str, object], text: str, expected: list[str], tmp_path: Path) -> None:
    patterns = own(tmp_path, matcher, lexicons={"boat": ["ferry", "barge"]})
    assert spans(text, patterns) == expected


def test_a_phrase_of_thousands_of_alternatives_is_found_like_any_other(tmp_path: Path) -> None:
    letters = "|".join(f"tide{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    patterns = own(tmp_path, phrases(f"isn't ({letters}) ({letters}|) river"))
    text = "It ISNT tideq  tidez river, and isn’t tidea river, isn't tideab river."
    assert spans(text, patterns) == ["ISNT tideq  tidez river", "isn’t tidea river"]


def test_reply_needs_the_parents_own_words(tmp_path: Path) -> None:
    patterns = own(tmp_path, {"kind": "reply", "phrases": ["so did you"], "parent": ["you lied"]})
    assert spans("So did you!", patterns, parent="You lied about the tide.") == ["So did you"]
    assert spans("So did you!", patterns, parent='Mara said "you lied" to me.') == []
    assert spans("So did you!", patterns, parent="Nice boat.") == []
    assert spans("So did you!", patterns) == []


def test_reply_that_echoes(tmp_path: Path) -> None:
    patterns = own(tmp_path, {"kind": "reply", "phrases": ["really"], "echo": 2})
    assert spans("A free bridge, really?", patterns, parent="We want a free bridge.") == ["really"]
    assert spans("One free lunch, really?", patterns, parent="We want a free bridge.") == []


def test_quotation_patterns_may_look_into_quotations(tmp_path: Path) -> None:
    patterns = own(tmp_path, phrases("old river"), quotations=True)
    assert spans('The "old river" song', patterns) == ["old river"]


def test_shared_word_lists_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "fish.toml").write_text('about = "fish"\nwords = ["eel", "pike"]', encoding="utf-8")
    assert spans("An eel!", own(tmp_path, phrases("{fish}"))) == ["eel"]
    (tmp_path / "lexicons" / "fish.toml").write_text('words = ["eel"]', encoding="utf-8")
    with pytest.raises(InvalidPattern, match=r"fish\.toml"):
        load(tmp_path)


def test_an_unknown_pattern_is_named() -> None:
    with pytest.raises(UnknownName, match="straw-boat"):
        find_patterns("text", patterns=["straw-boat"])


def test_the_digest_tells_catalogues_apart(tmp_path: Path) -> None:
    first = load(written(tmp_path)).digest
    assert first != catalogue().digest
    assert load(written(tmp_path, name="River talk, renamed")).digest == first
    assert load(written(tmp_path, matchers=one_matcher(kind="phrases", phrases=["new river"]))).digest != first


def test_the_digest_is_the_same_in_every_process() -> None:
    script = "from threads.patterns import catalogue; print(catalogue().digest)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.strip() == catalogue().digest


FRAGMENTS = st.sampled_from(
    [
        *("you are an idiot", "What about your pier?", "perhaps", "I’m", "may", "OF COURSE", "who cares", "ΑΣ"),
        *(" ", "  ", "\n\n", "\n", "\t", "\u00a0", "\x00", "*", "**", '"', "“", "”", "> ", "?", ".", "’"),
        *("ß", "İ", "ﬁ", "🙂", "e\u0301", "\ud800"),
    ]
)
TEXTS = st.lists(FRAGMENTS, max_size=25).map("".join) | st.text(st.characters(), max_size=60)


def test_evidence_does_not_end_within_a_number() -> None:
    [first, *_] = find_patterns("The report says it cost 80,000.50 crowns, see page 9.")
    assert first.text == "The report says it cost 80,000.50"


@given(TEXTS)
@settings(deadline=None)
def test_offsets_are_code_points_of_the_text(text: str) -> None:
    findings = find_patterns(text)
    assert all(text[finding.start : finding.end] == finding.text != "" for finding in findings)
    assert findings == sorted(findings, key=lambda finding: (finding.start, finding.end, finding.pattern))
    for pattern in {finding.pattern for finding in findings}:
        ends = [(finding.start, finding.end) for finding in findings if finding.pattern == pattern]
        assert all(left[1] <= right[0] for left, right in pairwise(ends))


@given(st.text(st.sampled_from("İßﬁ🙂 \n*’ΑΣé\u0301"), max_size=20), st.sampled_from(["OLD RIVER", "perhaps"]))
@settings(deadline=None)
def test_what_stands_before_does_not_move_a_finding(before: str, phrase: str) -> None:
    text = f"{before}. You are an Idiot"
    assert [finding.text for finding in find_patterns(text, patterns=["ad-hominem"])] == ["You are an Idiot"]


HOSTILE = [
    "you are an idiot ",
    "who cares? ",
    "may ",
    "not ",
    "I ",
    "'",
    '"',
    "> ",
    "\n\n",
    "*",
    "you ",
    "İ",
    "so very ",
    "a.b.",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_texts_take_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    findings = find_patterns(text)
    assert time.process_time() - started < 20
    assert all(text[finding.start : finding.end] == finding.text for finding in findings[:100])


def test_a_folder_of_your_own_is_held_to_its_examples(tmp_path: Path) -> None:
    file = tmp_path / "toll-talk.toml"
    source = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(source, encoding="utf-8")
    assert "toll-talk" in load(tmp_path, examples=True)
    file.write_text(source.replace("[[the fare]]", "[[the fees]]"), encoding="utf-8")
    with pytest.raises(InvalidPattern, match=r"toll-talk\.toml: positives\.2: finds "):
        load(tmp_path, examples=True)
    file.write_text(source.replace("It is fair to ask.", "The toll is fair."), encoding="utf-8")
    with pytest.raises(InvalidPattern, match=r"toll-talk\.toml: negatives\.1: finds "):
        load(tmp_path, examples=True)
