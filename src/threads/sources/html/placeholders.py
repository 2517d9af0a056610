"""Comments that a page holds back behind a button: "4 more replies", "Load more comments"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from threads.model import Note
from threads.sources.html.family import owners
from threads.sources.markup import Element

_NOUN = (
    r"(?:comment|repl(?:y|ies)|response|answer|kommentar|antwort|beitr|commentaire|réponse|comentario|comentário|respuesta"
    r"|resposta|commenti|risposte|reacties|antwoord|комментари|ответ|коментар|відповід|komentarz|odpowied|svar)\w*"
)
_MORE = r"(?:more|weitere|mehr|autres|plus|más|mais|altri|altre|meer|ещё|еще|більше|więcej|fler)"
_LOAD = (
    r"(?:load|show|view|see|read|laden|anzeigen|charger|afficher|voir|cargar|ver|mostrar|carica|mostra|toon|показать"
    r"|загрузить)"
)
_HELD = re.compile(
    rf"(?:{_LOAD}\s+)?(?:all\s+|alle\s+)?(?P<a>\d+)?\s*{_MORE}\s+(?P<b>\d+)?\s*(?:previous\s+)?{_NOUN}(?:\s+\w+)?"
    rf"(?:\s*\((?P<c>\d+)[^)]*\))?"
    rf"|{_LOAD}\s+(?:all\s+)?(?P<d>\d+)\s+{_NOUN}(?:\s*\((?P<e>\d+)[^)]*\))?",
    re.IGNORECASE,
)
_TELLING = frozenset(re.findall(r"\w+", f"{_MORE} {_LOAD}"))
_EDGES = " \n\t.…+›»↓▼[]()"
_LONGEST = 8  # words


def load_more(root: Element, records: Sequence[Element], ids: Sequence[str]) -> Iterator[Note]:
    """A note for each placeholder among or below the records, with the comment that it stands in, if it does."""
    first = records[0].order if records else root.end
    last = -1
    own_ids = dict(zip([r.order for r in records], ids, strict=True))
    for element in _short(root, first):
        if element.order <= last:
            continue
        held = _HELD.fullmatch(element.line.strip(_EDGES).casefold())
        if held:
            last = element.end
            figure = next((f for f in held.groups() if f), None)
            number = f"{figure} more comments" if figure else "more comments"
            [around] = owners([element], records)
            yield Note(
                code="load-more",
                message=f'the page holds back {number} ("{element.line}"); save it with all of them open',
                comment_id=own_ids[around.order] if around is not None else None,
            )


def _short(root: Element, first: int) -> list[Element]:
    """The elements of few words from the one numbered `first` on with a word that placeholders have, in their order."""
    told = (e for _, e, text in root.page.worded if e.words <= _LONGEST and _tells(text))
    around = (a for e in told for a in takewhile(lambda a: a.words <= _LONGEST, (e, *e.ancestors())))
    return [e for _, e in sorted({e.order: e for e in around if e.order >= first}.items())]


def _tells(text: str) -> bool:
    return not _TELLING.isdisjoint(text.casefold().strip(_EDGES).split())
