"""Readability: one pinned method, without network or downloads, and null where it would mean nothing."""

from __future__ import annotations

import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threads.flesch import Counts, counted, scores
from threads.readability import METHOD, MINIMUM_WORDS, Readability, Unscored, readability
from threads.syllables import syllables

FERRY = (
    "The ferry has crossed the river at Larkmouth since my grandmother was a child. "
    "It is slow, it is loud, and it smells of diesel. Still, it takes the cattle to the market and the children to "
    "their school. The council wants to close it and build a footbridge instead. "
    "Nobody has said how the cattle would cross a footbridge! "
)
ESSAY = FERRY * 2
HARBOUR = "The administration's infrastructural deliberations necessitate comprehensive reconsideration. "


def score(text: str) -> Readability:
    found = readability(text)
    assert isinstance(found, Readability)
    return found


def test_counts_and_scores_of_an_english_text() -> None:
    found = score(ESSAY)
    assert (found.words, found.sentences) == (120, 10)
    assert found.method == METHOD
    assert found.pyphen_version == version("pyphen")
    assert "textstat_version" not in type(found).model_fields  # what it does not run it does not cite
    # Flesch (1948) and Kincaid et al. (1975), from the counts that are reported
    per_sentence, per_word = found.words / found.sentences, found.syllables / found.words
    assert found.flesch_reading_ease == pytest.approx(206.835 - 1.015 * per_sentence - 84.6 * per_word, abs=0.01)
    assert found.flesch_kincaid_grade == pytest.approx(0.39 * per_sentence + 11.8 * per_word - 15.59, abs=0.01)


def test_long_words_and_sentences_read_harder() -> None:
    easy, hard = score(ESSAY), score(ESSAY + HARBOUR * 10)
    assert hard.flesch_reading_ease < easy.flesch_reading_ease
    assert hard.flesch_kincaid_grade > easy.flesch_kincaid_grade


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", f"0 words, fewer than {MINIMUM_WORDS}"),
        ("The ferry stays.", f"3 words, fewer than {MINIMUM_WORDS}"),
        ("Die Fähre soll bleiben, denn ohne sie kommt niemand in die Stadt. " * 20, "unsupported language: "),
        ("Le bac doit rester, on ne peut pas traverser sans lui en hiver. " * 20, "unsupported language: "),
        ("De pont moet blijven, want in de winter is er geen andere weg. " * 20, "unsupported language: "),
        ("渡し船をなくして歩道橋を造るのは反対です。" * 50, "unsupported language: "),
    ],
)
def test_no_score_where_it_would_mean_nothing(text: str, reason: str) -> None:
    found = readability(text)
    assert isinstance(found, Unscored)
    assert found.reason.startswith(reason)


def test_addresses_dashes_and_unfinished_paragraphs_do_not_make_words_or_sentences_longer() -> None:
    plain = score(ESSAY)
    dressed = score("https://larkmouth.example/council/minutes?id=7 " + ESSAY.replace(", and it", "—and it"))
    assert (plain.words, plain.sentences, plain.syllables) == (dressed.words, dressed.sentences, dressed.syllables)
    paragraphs = score(ESSAY.replace(". ", "\n\n").replace("! ", "\n\n"))
    assert paragraphs.sentences == plain.sentences


def test_neither_network_nor_download_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk  # type: ignore[import-untyped]

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("readability must work without network and data files")

    for owner, name in ((socket.socket, "connect"), (socket, "getaddrinfo"), (nltk, "download"), (nltk.data, "find")):
        monkeypatch.setattr(owner, name, refuse)
    assert score("Tonight at seven. " + ESSAY).words == 123  # a text that no cache knows


def test_textstat_is_loaded_only_when_asked_for() -> None:
    code = "import sys, threads.readability; sys.exit('textstat' in sys.modules or 'nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


TEXTS = sorted(Path(__file__).parent.parent.glob("samples/text/*.txt"))
PIECES = [
    *("The ferry", "isn't", "'quoted'", "rock 'n' roll", "U.S.", "3.5", "...", "!?", "\n\n", " ", "well-known", "No. "),
    *("a", "é", "don't've", "_x_", "\u2014", "river.", "(why)", "they'll", "''", "İstanbul", "1,000", "naïve", "\x1c"),
]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_counts_are_those_of_textstat(file: Path) -> None:
    _counts_like_textstat(file.read_text(encoding="utf-8"))


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_counts_are_those_of_textstat_for_any_text(text: str) -> None:
    _counts_like_textstat(text)


def _counts_like_textstat(text: str) -> None:
    from textstat.backend import counts, metrics  # type: ignore[import-untyped]

    own = counted(text)
    if not own.words:  # where textstat divides by nothing, we give no score
        return
    syllables = counts.count_syllables(text, "en-US")
    assert own == Counts(counts.count_words(text), counts.count_sentences(text), syllables)
    assert scores(own) == (metrics.flesch_reading_ease(text, "en-US"), metrics.flesch_kincaid_grade(text, "en-US"))


@given(st.text() | st.from_regex(r"[a-z']{1,20}", fullmatch=True))
def test_syllables_are_those_of_pyphen(word: str) -> None:
    from pyphen import Pyphen

    assert syllables(word.lower()) == len(Pyphen(lang="en_US").positions(word.lower())) + 1
