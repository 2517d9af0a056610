"""How a ConvoKit corpus is made of an NDJSON table, for all that is measured of ConvoKit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def corpus(path: str) -> Any:
    """A `convokit.Corpus` of the file's comments."""
    from convokit import Corpus, Speaker, Utterance  # type: ignore[import-not-found]

    speakers: dict[str, Any] = {}
    utterances = []
    for line in Path(path).read_bytes().splitlines():
        row = json.loads(line)
        name = row["author"] or "[deleted]"
        if name not in speakers:
            speakers[name] = Speaker(id=name)
        utterances.append(
            Utterance(
                id=row["id"],
                speaker=speakers[name],
                conversation_id=row["thread_id"],
                reply_to=row["parent_id"],
                timestamp=row["created_at"],
                text=row["text"],
            )
        )
    return Corpus(utterances=utterances)
