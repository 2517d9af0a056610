"""Own words and quoted words of a comment, its sentences and its words, all as spans of code points.

Nothing here changes the text: every function returns offsets with `text[start:end]` being the words meant. All of it is
linear in the length of the text.
"""

from __future__ import annotations

from threads.prose.extent import Extent
from threads.prose.quotations import Quotation, QuotationKind, blanked, is_own, mask, own_spans, quotations
from threads.prose.sentences import MAY_END_SENTENCE, sentences
from threads.prose.words import word_texts, words

__all__ = [
    "MAY_END_SENTENCE",
    "Extent",
    "Quotation",
    "QuotationKind",
    "blanked",
    "is_own",
    "mask",
    "own_spans",
    "quotations",
    "sentences",
    "word_texts",
    "words",
]
