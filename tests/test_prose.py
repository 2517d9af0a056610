"""Own words, quoted words, sentences and words of a comment: examples as tables, invariants as properties."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.prose import Quotation, is_own, mask, own_spans, quotations, sentences, word_texts, words

# In `marked` what is quoted stands between ⟦ and ⟧; the marks are taken out before the text is read.
QUOTED = [
    ("nothing", "The ferry closes in May and nobody asked us."),
    ("straight marks", 'He called it ⟦"progress"⟧ and left.'),
    ("two quotations", 'Not ⟦"free"⟧ but ⟦"paid by us all"⟧.'),
    ("curly marks", "She wrote ⟦“close the ferry”⟧ twice."),
    ("German marks", "Im Rat hieß es ⟦„Die Fähre bleibt“⟧, sonst nichts."),
    ("German print marks", "Er sagte ⟦»nein«⟧ dazu."),
    ("French marks", "On a dit ⟦« fermez le bac »⟧ hier."),
    ("Japanese marks", "市長は⟦「橋を作る」⟧と言った。"),
    ("single marks", "The so-called ⟦'experts'⟧ of Larkmouth."),
    ("curly single marks", "The so-called ⟦‘experts’⟧ of Larkmouth."),
    ("single marks with an apostrophe within", "It's the ⟦'we can't pay'⟧ song again."),
    ("mixed keyboard", 'He said ⟦“enough"⟧ and sat down.'),
    ("singles within doubles", "⟦“Tobias said ‘no’ again”⟧, she said."),
    ("apostrophes", "Don't tell 'em the users' ferry isn't ours, it's the '90s way o' life."),
    ("curly apostrophes", "Don’t tell ’em it’s the users’ ferry."),
    ("inches", 'A 6" board and a 12" board.'),
    ("unclosed", 'And then he said "close it, which I never understood.'),
    ("unclosed in its paragraph", 'He said "close it.\n\nI say "no" to that.'.replace('"no"', '⟦"no"⟧')),
    ("quoted line", "⟦> close the ferry\n⟧No, why?"),
    ("quoted lines", "⟦> close the ferry\n> and the pier\n⟧\nNo, why?"),
    ("escaped quoted line", "⟦&gt; close the ferry\n⟧No, why?"),
    ("quoted line without a blank", "⟦>close the ferry\n⟧No, why?"),
    ("comparison and face", "Cost is\n>= 5 million\n>:( sad"),
    ("name wrote, then quoted lines", "⟦Mara Quill wrote:⟧\n⟦> close it\n⟧No."),
    ("name wrote, then a paragraph", "⟦river_rat wrote:\nClose it.\nBuild a bridge.⟧\n\nNo, keep it."),
    ("name wrote, then no blank line", "⟦river_rat wrote:\nClose it.⟧\nNo, keep it."),
    ("name wrote on the line", "⟦Tobias Renn said: close it.⟧\nNo, keep it."),
    ("date and name wrote", "⟦On 3 May 2024, Dov Aster wrote:⟧\n⟦> close it\n⟧No."),
    ("own words introduced", "As I said: close it."),
    ("quote tags", "⟦[quote]close it[/quote]⟧ No."),
    ("quote tags with a name", "⟦[QUOTE=river_rat;12]close it[/QUOTE]⟧ No."),
    ("nested quote tags", "⟦[quote]a [quote]b[/quote] c[/quote]⟧ No."),
    ("unclosed quote tag", "[quote]close it, he said. No."),
    ("blockquote", "⟦<blockquote>close it</blockquote>⟧ No."),
    ("fenced code", "Look:\n⟦```\nferry = None\n```\n⟧Right?"),
    ("inline code", "Set ⟦`ferry = 'on'`⟧ there."),
    ("unclosed code", "A stray ` tick here."),
]


@pytest.mark.parametrize(("name", "marked"), QUOTED, ids=[name for name, _ in QUOTED])
def test_quotations(name: str, marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    found = text
    for start, end, _ in reversed(quotations(text)):
        found = f"{found[:start]}⟦{found[start:end]}⟧{found[end:]}"
    assert found == marked


def test_quotations_say_their_kind() -> None:
    text = 'On Monday, Dov wrote:\n> a\n\n[quote]b[/quote] "c d" and `e`'
    assert [quotation.kind for quotation in quotations(text)] == ["attribution", "line", "block", "marks", "code"]


def test_own_words_are_what_is_not_quoted() -> None:
    text = 'No "ferry" here'
    quoted = quotations(text)
    assert [text[start:end] for start, end in own_spans(text)] == ["No ", " here"]
    assert is_own(0, 3, quoted)
    assert is_own(10, 15, quoted)
    assert not is_own(0, 4, quoted)
    assert not is_own(5, 7, quoted)
    assert not is_own(8, 14, quoted)
    assert mask(text) == "No         here"


# A bar stands where one sentence ends.
SENTENCES = [
    ("plain", "The ferry closes. |Who asked us? |Nobody!"),
    ("spaces around", "  One.   |Two.  "),
    ("lower case start", "i agree. |you are wrong! |really? |yes"),
    ("titles", "Ask Mr. Renn or Dr. Okafor about it. |They know."),
    ("initials", "J. K. Aster wrote it. |So did I. |But later."),
    ("abbreviations", "Boats, e.g. ferries, cost 3.5 million approx. per year. |That is all."),
    ("final abbreviation", "Boats, piers etc. |They cost money."),
    ("number", "See no. 5 on the list. |No. |Never."),
    ("ellipsis", "well... maybe not... |But who knows… |Nobody."),
    ("address", "See https://larkmouth.example/a.b?c=d for it. |Then talk."),
    ("marks after the stop", "He said “no.” |Then he left. |(Really!) |Yes."),
    ("several stops", "What?! |No!!! |Yes"),
    ("emoji", "Nice! |😀😀 Great."),
    ("Japanese", "橋はいらない。|フェリーを残せ！|本当に？"),
    ("blank line", "A headline\n\n|the text goes on"),
    ("hard-wrapped lines", "This line was wrapped by a mail program at some sixty characters\nand goes on here. |End."),
    ("short lines", "No bridge\n|We want the ferry"),
    ("list", "We need:\n|- a ferry\n|- a pier"),
    ("quoted line", "> close it\n|no, keep it"),
]


@pytest.mark.parametrize(("name", "marked"), SENTENCES, ids=[name for name, _ in SENTENCES])
def test_sentences(name: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in sentences(text)] == [piece.strip() for piece in marked.split("|")]


WORDS = [
    ("The ferry-boat isn't ours; it’s “theirs”.", "The ferry-boat isn't ours it’s theirs"),
    (
        "See https://larkmouth.example/a?b=c, @river_rat 😀 3.5 km",
        "See https://larkmouth.example/a?b=c, river_rat 3 5 km",
    ),
    ("橋はOK", "橋 は OK"),
    ("naïve cafe\u0301 नदी", "naïve cafe\u0301 नदी"),
    ("... !!! 😀", ""),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: str) -> None:
    assert [text[start:end] for start, end in words(text)] == expected.split()


PIECES = st.sampled_from(
    [*"\"'“”‘’„«»`>[]/.!?… \n:。", "[quote]", "[/quote]", "\n> ", "wrote:", "Mara", "I", "a", "no.", "😀", "ß"]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80)


@given(TEXTS)
def test_quotations_and_own_spans_part_the_text(text: str) -> None:
    quoted = [(start, end) for start, end, _ in quotations(text)]
    own = [tuple(span) for span in own_spans(text)]
    parts = sorted(quoted + own)
    assert all(start < end for start, end in parts)
    assert "".join(text[start:end] for start, end in parts) == text
    assert len(mask(text)) == len(text)


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_own_means_touching_no_quotation(text: str, a: int, b: int) -> None:
    start, end = min(a, b), max(a, b) + 1
    quoted = quotations(text)
    assert is_own(start, end, quoted) == (not any(q.start < end and start < q.end for q in quoted))


@given(TEXTS)
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    spans = sentences(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@given(TEXTS)
def test_words_are_ordered_and_begin_with_a_letter_or_digit(text: str) -> None:
    spans = words(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[start].isalnum() for start, end in spans)
    assert all(any(start <= at < end for start, end in spans) for at, char in enumerate(text) if char.isalpha())


HOSTILE = [
    '"',
    "'a ",
    "> ",
    "[quote]",
    "[/quote]",
    "“",
    "a.",
    ".",
    "\n",
    "`",
    "A B C D ",
    "www.",
    "é’",
    "On a wrote",
    "> a\n",
    "a: said\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    assert quotations(text) is not None
    assert sentences(text)[0].start >= 0 if text.strip() else sentences(text) == ()
    assert len(words(text)) <= len(text)
    assert time.process_time() - started < 5


def test_quotation_is_a_plain_value() -> None:
    assert quotations('a "b" c') == (Quotation(2, 5, "marks"),)


@given(
    st.text()
    | st.lists(st.sampled_from(["a", "_b", "9", "'", "-", "--", " ", "www.", "http://", "é", "."])).map("".join)
)
def test_words_without_their_places_are_the_same(text: str) -> None:
    assert word_texts(text) == [text[start:end] for start, end in words(text)]
