"""Whether a page still shows a comment, told from the notice in its place: "[deleted]", "Kommentar entfernt"."""

from __future__ import annotations

import re

from threads.model import State

_LONGEST = 90  # characters of a notice
_NOUN = (
    r"(?:comment|post|message|reply|answer|kommentar|beitrag|nachricht|antwort|commentaire|message|réponse|comentario"
    r"|comentário|mensaje|mensagem|commento|messaggio|reactie|bericht|комментарий|сообщение|коментар|komentarz|inlägg)"
)
_THIS = r"(?:this|the|your|dieser|der|diese|die|ce|le|este|el|questo|il|deze|dit|esse|o|этот|цей|ten|denna|detta)"
_HEAD = rf"(?:{_THIS}\s+)?(?:{_NOUN}\s+)?(?:(?!not\b)[^\W\d_]+\s+){{0,3}}?"
# "My comment was deleted" is somebody's sentence: a notice begins with the comment, a bracket or the state itself.
_BEGINS = rf"(?:(?:{_THIS}\s+)?{_NOUN}\b|[\[(*]|{{state}})"
_STATES: tuple[tuple[State, str], ...] = (
    (
        "deleted",
        r"(?:permanently\s+)?delet\w*|gelöscht\w*|supprim\w*|eliminad\w*|borrad\w*|cancellat\w*|verwijderd|apagad\w*|excluíd\w*"
        r"|удал\w*|видален\w*|usunięt\w*|raderad\w*|poistett\w*|smazán\w*|silin\w*|삭제된\s?(?:댓글|글|게시물|메시지)입니다|削除され(?:ました|たコメントです)|已删除|withdrawn|zurückgezogen",
    ),
    ("removed", r"remov\w*|entfernt\w*|retir\w*|rimoss\w*|moderated|flagged|gesperrt\w*|banned"),
    (
        "hidden",
        r"hidden|screened|ausgeblendet\w*|verborgen|masqu\w*|ocult\w*|nascost\w*|скрыт\w*|(?:비밀|비공개)\s?(?:댓글|글)입니다|dead|collapsed",
    ),
)
_PATTERNS = [
    (
        state,
        re.compile(
            rf"(?={_BEGINS.format(state=f'(?:{words})')})[\[(*]*\s*{_HEAD}(?:{words})\b[^.!?]*[.!]?\W*", re.IGNORECASE
        ),
    )
    for state, words in _STATES
]
_BY_ITS_AUTHOR = re.compile(
    r"\b(?:by|vom|von|par|por|dal|door)\s+(?:the\s+|its\s+|l')?(?:auth?or|autore?|auteur|user|creator|poster|verfasser|nutzer)",
    re.IGNORECASE,
)


def state_of(text: str) -> State | None:
    """What a notice says of the comment it stands for; None for any other text.

    Both "removed by the author" and "deleted" are deletions; what moderators take away is removed.
    """
    if not text or len(text) > _LONGEST or len(text.split()) > 12:
        return None
    for state, pattern in _PATTERNS:
        if pattern.fullmatch(text):
            return "deleted" if _BY_ITS_AUTHOR.search(text) else state
    return None
