"""The comment whose words a source marks as quoted: by its id or number, or by its author's name and the words."""

from __future__ import annotations

from collections.abc import Iterator

from threads.links.claims import Claim
from threads.links.context import Context, latest
from threads.links.reading import Reading, plain_words
from threads.model import Evidence, Marker

_MANY = 30  # comments of a named author in which the words are looked for
_FEW = 8  # and among which the model chooses if they show nothing


def cited(reading: Reading, context: Context) -> Iterator[Claim]:
    """The comment that the first mark with a meaning names; of a named author the one that says the words quoted.

    Two words suffice there, which anybody may say: the mark tells whose they are.
    """
    named = [mark for mark in reading.comment.markers if mark.kind == "quote-of"]
    spans = [q for q in reading.quoted if q.kind == "line"] if named else []
    printed = [reading.evidence(span.start, span.end) for span in spans]
    for n, mark in enumerate(named):
        said = tuple(printed[n:][:1])
        if said and said[0].text.endswith(":") and named[n + 1 : n + 2] and named[n + 1].value == mark.value:
            continue  # "NAME wrote:" has a mark of its own on some boards; the words stand behind it
        at = context.place.get(mark.value, context.by_number.get(mark.value))
        if at is not None and at < reading.at:
            fact = f"the source marks its quotation as one of {mark.value}"
            yield Claim(at, "marker", 1.0, "quote", said, fact, certain=True)
            return
        if at is None and (places := _by_author(mark, said, reading, context)):
            fact = f"the source marks its quotation as words of {mark.value}"
            for place in places:
                yield Claim(place, "quote_attributed", 1.0, "quote", said, fact, certain=len(places) == 1)
            return


def _by_author(mark: Marker, said: tuple[Evidence, ...], reading: Reading, context: Context) -> list[int]:
    """The comments of the author named that say the words; if none or all do, the last few."""
    called = context.names.who(mark.value.casefold().strip(), reading.comment.author)
    if called is None or called.how != "full":
        return []
    places = list(latest(context.by_author[called.author], _MANY))
    words = _plain(said[0].text) if said else ""
    saying = [at for at in places if words.strip() and words in _plain(context.comments[at].text)]
    return (saying or places)[:_FEW]


def _plain(text: str) -> str:
    """The words of a text alone, with a blank at either end, to find them in another."""
    return f" {' '.join(plain_words(text))} "
