"""How much a piece of a header looks like an author's name, and what repeats around the names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from threads.sources.text.interface import begins_with, is_only

_WORD = re.compile(r"\w+|[^\w\s]+")
_EDGES = " \t,;:|·•»«–—-~/>#"
_USUAL = 0.6  # a token is part of the page's own header when this share of the headers has it in that place


def likeness(text: str) -> float:
    """From 0 (prose, a button, nothing) to 1 (a name): judged by length, punctuation and interface words."""
    words = text.split()
    if not words or len(text) > 50 or len(words) > 6 or not re.search(r"\w", text):
        return 0.0
    if is_only("buttons", text) or is_only("comments", text) or begins_with("tail", text) or "://" in text:
        return 0.0
    score = 1.0 if len(words) <= 3 else 0.8 - 0.15 * (len(words) - 4)
    if text[-1] in "!?;:," or (text[-1] == "." and len(words[-1]) > 3):
        score *= 0.4
    if len(words) >= 3 and text == text.casefold():
        score *= 0.6
    if re.fullmatch(r"[\W\d_]+", text):
        score *= 0.3
    return score


def tokens(text: str) -> list[str]:
    """Words and punctuation runs, figures made equal."""
    return [re.sub(r"\d+", "0", token) for token in _WORD.findall(text)]


def strip_usual(texts: Sequence[str]) -> list[str]:
    """The texts without what most of them begin or end with: "by:", "Post by", "says:", "| 0 points"."""
    texts = [text.strip() for text in texts]
    while head := _usual([tokens(t)[:1] for t in texts]):
        texts = [_cut(t, head, at_start=True) for t in texts]
    while last := _usual([tokens(t)[-1:] for t in texts]):
        texts = [_cut(t, last, at_start=False) for t in texts]
    return [text.strip(_EDGES) for text in texts]


def _usual(edges: Sequence[list[str]]) -> str | None:
    """The token at the edge of most texts; a name that most comments share is not one, so figures must support it."""
    filled = [edge[0] for edge in edges if edge]
    if len(filled) < 2:
        return None
    token, count = Counter(filled).most_common(1)[0]
    plain = (
        token.isalpha()
        and not is_only("says", token)
        and not is_only("byline", token)
        and not begins_with("in_reply_to", token)
    )
    needed = 0.9 if plain else _USUAL
    return token if count >= max(2, needed * len(filled)) and len(set(filled)) < len(filled) else None


def _cut(text: str, token: str, at_start: bool) -> str:
    found = _WORD.findall(text)
    if not found or tokens(text)[0 if at_start else -1] != token:
        return text
    if at_start:
        return text[text.index(found[0]) + len(found[0]) :].strip()
    return text[: text.rindex(found[-1])].strip()


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
