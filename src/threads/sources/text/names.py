"""How much a piece of a header looks like an author's name, and what repeats around the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from threads.sources.interface import begins_with, is_only

_FIRST = re.compile(r"^\s*(#\d+(?:\.\d+)*(?!\w)|\w+|@(?!\w)|[^\w\s@]+)")  # the "@" of a handle is part of the name
_LAST = re.compile(r"((?<!\w)\w+|(?<![^\w\s])[^\w\s]+)\s*$")
_FIGURES = re.compile(r"\d+(?:\.\d+)*")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # kana, Chinese characters, Hangul: no spaces
_LONGEST_WIDE = 14
_PICTURES = re.compile(r"(?:\[[\w.%-]*\d[\w.%-]*\]\s*)+")  # "[4f3a12]": what w3m prints for pictures without words
_PROSE = re.compile(r"[。，、！？；]")
_EDGES = " \t,;:|·•»«–—-~/>#"
_USUAL = 0.6  # a token is part of the page's own header when this share of the headers has it in that place


@lru_cache(maxsize=5000)
def likeness(text: str) -> float:
    """From 0 (prose, a button, nothing) to 1 (a name): judged by length, punctuation and interface words."""
    words = text.split()
    if not words or len(text) > 50 or len(words) > 6 or not re.search(r"\w", text):
        return 0.0
    if (
        is_only("buttons", text)
        or is_only("comments", text)
        or is_only("says", text)
        or begins_with("tail", text)
        or begins_with("edited", text)
        or "://" in text
        or is_picture(text)
    ):
        return 0.0
    if len(_WIDE.findall(text)) > _LONGEST_WIDE:
        return 0.0
    score = 1.0 if len(words) <= 3 else 0.8 - 0.15 * (len(words) - 4)
    score *= 0.3 if _PROSE.search(text) else 1.0
    if text[-1] in "!?;:," or (text[-1] == "." and len(words[-1]) > 3):
        score *= 0.4
    if len(words) >= 3 and text == text.casefold():
        score *= 0.6
    if re.fullmatch(r"[\W\d_]+|\w", text):
        score *= 0.3
    return score


def is_picture(text: str) -> bool:
    """Whether a text is nothing but the names of picture files in brackets; "[deleted]" is none."""
    return text.startswith("[") and _PICTURES.fullmatch(text) is not None


def strip_usual(texts: Sequence[str], edges: Sequence[re.Pattern[str]] = (_FIRST, _LAST)) -> list[str]:
    """The texts without what most of them begin or end with: "by:", "Post by", "says:", "| 0 points"."""
    texts = [text.strip() for text in texts]
    for edge in edges:
        while True:
            found = [edge.search(text) for text in texts]
            usual = _usual([_even(match[1]) for match in found if match])
            if usual is None:
                break
            rest = [
                (text[match.end(1) :] if edge is _FIRST else text[: match.start(1)]).strip()
                if match and _even(match[1]) == usual
                else text
                for text, match in zip(texts, found, strict=True)
            ]
            if not any(map(_LETTER.search, rest)) and _are_numbered(set(texts)):
                break
            texts = rest
    return [text.strip(_EDGES) for text in texts]


def _are_numbered(texts: set[str]) -> bool:
    """Whether texts are names that differ by their figures, or those of nobody."""
    return all(map(is_numbered, texts)) and (len(texts) > 1 or is_only("anonymous", *texts))


def is_numbered(text: str) -> bool:
    """Whether a text is a name with a figure such as "user37", or that of nobody such as "Guest 2"."""
    return is_only("anonymous", text) or _NUMBERED.fullmatch(text) is not None


def _even(token: str) -> str:
    """The token with its figures made equal."""
    return token if token.isalpha() else _FIGURES.sub("0", token)


def _usual(edges: Sequence[str]) -> str | None:
    """The token at the edge of most texts; a name that most comments share is not one, so figures must support it."""
    if len(edges) < 2:
        return None
    token, count = Counter(edges).most_common(1)[0]
    if count < max(2, _USUAL * len(edges)) or count == len(set(edges)) == 1:
        return None
    said = is_only("says", token) or is_only("byline", token) or begins_with("in_reply_to", token)
    needed = 0.9 if token.isalpha() and not said else _USUAL
    return token if count >= needed * len(edges) else None


_LETTER = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(r"[^\W\d_]{2}[\w.-]*\d")
_TOKEN = re.compile(r"\[[^\]]{0,40}\]|\S+@\S+\.\w+|\w+|[^\w\s]+?")
_HEAD = re.compile(r"^[^\w@(\"'’]+")  # a star, a bullet
_LAST_WORDS = re.compile(r"\s(?:\([^()]{2,20}\)|[^\W\d_]+)$")
_TAIL = re.compile(r"(?<=\w)\s*(?:\[[^\]]*\]\s*)+$")  # "[mod]"
_LONGEST = 500  # characters, more than any name with all that is printed beside it
_IN_NAMES = "-.'’_&"
_AGE = re.compile(r"(?<=\w)\d{1,2}(?:mo|min|[ywdhms])(?:-?\d{1,5})?$")  # "2y", "2y412" with votes behind
_INITIAL = re.compile(r"(?i:([^\W\d_])\s?(?=\1))(\w.*)")
_DECORATED = re.compile(r"(?:[^\w\s\[@]\s+)?(?:\[[^\]]{1,40}\]|\S+@\S+\.[a-z]+'?)\s*")


def bare(texts: Sequence[str]) -> list[str]:
    """The names alone: without avatars' alternative texts before them, what most have after them, or doubling."""
    texts = [text[:_LONGEST] for text in texts]  # what stands where a name may stand can be a text of a megabyte
    texts = _undouble(_cut(strip_usual(_without_initials(_undecorate(texts)), (_FIRST,))))
    texts = _without_ages(strip_usual(texts))
    return [_without_status(_TAIL.sub("", _HEAD.sub("", text))) for text in texts]


def _without_ages(texts: Sequence[str]) -> list[str]:
    """Without how long ago the comment was, "Ann2y", glued to most names."""
    rest = [text[: match.start()] if (match := _AGE.search(text)) else "" for text in texts]
    return [short or text for short, text in zip(rest, texts, strict=True)] if _mostly(rest) else list(texts)


def _without_status(name: str) -> str:
    """Without "(guest)" or "Offline" behind the name."""
    match = _LAST_WORDS.search(name)
    if match and is_only("status", match[0]):
        return name[: match.start()].strip(_EDGES) or name
    return name


def undecorated(text: str) -> str:
    """One name without what dumps print for an avatar in front."""
    return _DECORATED.sub("", text, count=1) if _is_decorated(text) else text


def _undecorate(texts: Sequence[str]) -> list[str]:
    """Without "[1f3a]" or "name@host'" in front, where most have it: what dumps print for an avatar."""
    while texts and sum(_is_decorated(text) for text in texts) > 0.5 * len(texts):
        texts = [_DECORATED.sub("", text, count=1) if _is_decorated(text) else text for text in texts]
    return list(texts)


def _without_initials(texts: Sequence[str]) -> list[str]:
    """Without the initial in front, "A Ann" or "AAnn", where most have it: what stands for an avatar."""
    rest = [match[2] if (match := _INITIAL.match(text)) else "" for text in texts]
    return [short or text for short, text in zip(rest, texts, strict=True)] if _mostly(rest) else list(texts)


def _is_decorated(text: str) -> bool:
    """Whether a name follows; "name@host" alone is one itself."""
    match = _DECORATED.match(text)
    return match is not None and match.end() < len(text)


def _cut(texts: Sequence[str]) -> list[str]:
    """Cut behind the name where most texts go on alike: "NAME ( 12 )", "NAME 3 points", "NAME | Member"."""
    tokens = [list(_TOKEN.finditer(text)) for text in texts]
    counts = Counter(kind for found in tokens for kind in {_kind(match[0]) for match in found[1:]})
    usual = {kind for kind, count in counts.items() if kind and count >= _needed(kind) * len(texts) and count > 2}
    return [_until(text, found, usual) for text, found in zip(texts, tokens, strict=True)]


def _needed(kind: str) -> float:
    return 0.9 if kind.isalpha() else 0.7


def _until(text: str, tokens: Sequence[re.Match[str]], usual: set[str]) -> str:
    for match in tokens[1:]:
        if _kind(match[0]) in usual and re.search(r"\w", text[: match.start()]):
            return text[: match.start()].strip()
    return text


@lru_cache(maxsize=100_000)
def _kind(token: str) -> str:
    """Figures are of one kind, and brackets are; hyphens and stops are part of names."""
    if token.isdigit():
        return "0"
    return "" if token in _IN_NAMES else _even(token.casefold())


def _undouble(texts: Sequence[str]) -> list[str]:
    """The half of names that stand twice, "AnnAnn" or "Ann Ann", where most do."""
    halves = [_half(text) for text in texts]
    return [half or text for half, text in zip(halves, texts, strict=True)] if _mostly(halves) else list(texts)


def _mostly(halves: Sequence[str]) -> bool:
    return len(halves) > 1 and sum(map(bool, halves)) > 0.6 * len(halves)


def _half(text: str) -> str:
    middle = len(text) // 2
    return text[:middle].strip() if len(text) > 3 and text[:middle].strip() == text[-middle:].strip() else ""


def split_fields(text: str, labels: frozenset[str]) -> dict[str, str]:
    """A header such as "by: NAME from: PLACE" as its labelled fields, the unlabelled beginning under ""."""
    parts = re.split(r"(?<!\S)(\w{2,12}):\s?", text)
    fields = {"": parts[0].strip()}
    for label, value in zip(parts[1::2], parts[2::2], strict=True):
        if label.casefold() not in labels:
            return {"": text}
        fields[label.casefold()] = value.strip()
    return fields


def recurring_labels(texts: Sequence[str]) -> frozenset[str]:
    """Labels ("by:", "from:") that at least two headers print."""
    counts = Counter(label.casefold() for text in texts for label in set(re.findall(r"(?<!\S)(\w{2,12}):", text)))
    return frozenset(label for label, count in counts.items() if count >= 2)
