"""Names blotted out of texts and ids: as many characters as before, so that all offsets stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from threads.model import Note
from threads.privacy.names import MAIL, Mentions, fold, longest
from threads.privacy.pseudonyms import alike
from threads.privacy.replaced import Change, Replaced
from threads.sources.row_ids import Fresh

BLOT = "█"


class Masks:
    """The people to be forgotten, among the others that a thread names."""

    def __init__(self, wanted: Iterable[str], others: Iterable[str], texts: Iterable[str] = ()) -> None:
        self._names = tuple(dict.fromkeys(wanted))
        self._alike = {alike(name) for name in self._names}
        self._mentions = Mentions([*self._names, *others], texts)
        self._words = [word for name in self._names for word in fold(name).split() if len(word) > 3]

    def means(self, name: str | None) -> bool:
        """Whether an author's name is that of one of them; case, blanks and Unicode form make no difference."""
        return name is not None and alike(name) in self._alike

    def masked(self, text: str) -> str:
        """The text with each mention of them, and each mail address with their name, blotted out."""
        found = [m for m in longest(self._mentions.found(text, thorough=True)) if m.author in self._names]
        stretches = [(m.start, m.end) for m in found]
        stretches += [m.span() for m in MAIL.finditer(text) if any(word in fold(m[0]) for word in self._words)]
        return Replaced(text, longest(Change(a, b, BLOT * (b - a)) for a, b in stretches)).text

    def ids(self, ids: Iterable[str]) -> Mapping[str, str]:
        """What each id becomes: most stay; one with a name in it is masked, and numbered where two come out alike."""
        given = list(dict.fromkeys(ids))
        fresh_id = Fresh(set(given))
        masked = {id: self.masked(id) for id in given}
        return {id: new if new == id else fresh_id(new) for id, new in masked.items()}

    def value(self, value: JsonValue) -> JsonValue:
        """The same for a value of JSON."""
        if isinstance(value, str):
            return self.masked(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {self.masked(name): self.value(one) for name, one in value.items()}
        return value


class Masked:
    """A value with people to be forgotten in it, and what each id in it becomes."""

    def __init__(self, masks: Masks, ids: Iterable[str]) -> None:
        self._masks = masks
        self._ids = masks.ids(ids)

    def _note(self, note: Note) -> Note:
        comment_id = None if note.comment_id is None else self._id(note.comment_id)
        return note.model_copy(update={"message": self._masks.masked(note.message), "comment_id": comment_id})

    def _id(self, id: str) -> str:
        return self._ids.get(id) or self._masks.masked(id)
