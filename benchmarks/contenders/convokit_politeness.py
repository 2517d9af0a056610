"""ConvoKit: its dependency parser, then politeness strategies.

The parser is the model en_core_web_sm where that is installed. Else it is a spaCy pipeline of that model's size with
untrained weights: tagger and parser do as many operations, so the time is worth something and the result nothing.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from benchmarks.contenders import Done
from benchmarks.contenders.convokit_corpora import corpus

_MODEL = "en_core_web_sm"
_WIDTH = 96
_ENCODER = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": _WIDTH,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": _WIDTH,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "tok2vec"}
_PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": _LISTENER,
}
_TAGS, _RELATIONS = 50, 45


def prepare(path: str) -> Callable[[], Done]:
    """Loading the corpus and the model is no part of the work."""
    from convokit import PolitenessStrategies, TextParser  # type: ignore[import-not-found]

    found = corpus(path)
    language, note = _pipeline()

    def work() -> Done:
        with warnings.catch_warnings(action="ignore"):
            PolitenessStrategies().transform(TextParser(spacy_nlp=language).transform(found))
        return Done(len(found.utterances), note)

    return work


def _pipeline() -> tuple[Any, str]:
    import spacy  # type: ignore[import-not-found]

    try:
        return spacy.load(_MODEL, disable=["ner"]), f"parser {_MODEL}"
    except OSError:
        return _untrained(spacy), f"stand-in for {_MODEL}: its size, untrained weights"


def _untrained(spacy: Any) -> Any:
    language = spacy.blank("en")
    language.add_pipe("tok2vec", config={"model": _ENCODER})
    tagger = language.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _LISTENER}})
    parser = language.add_pipe("parser", config={"model": _PARSER})
    for number in range(_TAGS):
        tagger.add_label(f"tag{number}")
    for number in range(_RELATIONS):
        parser.add_label(f"relation{number}")
    language.initialize()
    return language
