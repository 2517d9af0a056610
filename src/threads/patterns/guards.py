"""What undoes a match: one small test per name of `unless`, for all patterns alike.

They answer a question that every word list raises: does the writer say it, or say that it is not so? A test looks at
the words beside the evidence within its sentence, and never further than `_REACH` characters.
"""

from __future__ import annotations

import re

from threads.patterns.denial import END, SIGNS_AFTER, SIGNS_BEFORE, denies, denies_after, denies_clause, denies_within
from threads.patterns.matchers import Unless
from threads.patterns.places import WHERE, Test
from threads.patterns.reading import Reading

_REACH = 160

_MENTIONING = re.compile(
    r"\b(?:call(?:ing|ed|s)|to call|label(?:l?ing|l?ed|s)|brand(?:ing|ed)|dubb(?:ing|ed)|accus(?:ing|ed|es|ations?)"
    r"|insult(?:ing|ed|s)|us(?:e|es|ed|ing) (?:the )?(?:word|term|phrase|label|insult)s?"
    r"|(?:the|that|this|a) (?:word|term|phrase|label|insult|expression)s?|words? (?:like|such as)|definition of"
    rf"|meaning of)\b(?:\s+[\w'-]+){{0,5}}{END}"
)
# "The argument that it is natural", "the idea that you are a fool": named in order to speak about it, unless one's own.
_NAMED_BEFORE = re.compile(
    r"(?<!my )(?<!our )\b(?:idea|notion|claims?|claiming|arguments?|assumption|suggestion|reasoning|mentality|myth"
    r"|rhetoric|fallacy|talking points?) (?:is |was |of |like |goes )?(?:that(?:\s+[\w'-]+){0,12}"
    rf"|(?:how|of|is|like|:|-)(?:\s+[\w'-]+){{0,5}}|\Z){END}"
)
_NAMED_AFTER = re.compile(
    r"\A[\"'”’*_)]*(?: [\w'-]+)?[\"'”’*_)]*"
    r" (?:arguments?|fallac(?:y|ies)|reasoning|rhetoric|tropes?|mentality|clich[eé]s?"
    r"|excuses?(?! for)|talking points?|card|gambit|trick)\b"
)
_SIGNS_OF_NAMING = ("argum", "fallac", "reason", "rhetor", "trope", "mental", "clich", "excuse", "talking", "card",
                    "gambit", "trick")  # fmt: skip
# "I'd call you a fool" says it.
_PERFORMING = re.compile(r"\b(?:i|i'm|im|i'd|i'll|i've|we|we're|let's) (?:\w+ ){0,2}?(?:call|calling|label\w*)\b")
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|suppose|supposing|in case|assuming|even if|as if|as though)(?:\s+[\w'-]+){0,2}\s*\Z"
)
_REPORT = re.compile(
    r"\b(?!i\b|we\b)\w+ (?:say|says|said|claim|claims|claimed|think|thinks|thought|believe|believes|believed"
    r"|told \w+|argue|argues|argued|insist|insists|insisted|write|writes|wrote|was like)(?: that)?"
    r"(?:\s+[\w'-]+){0,3}\s*\Z"
)
_SELF = re.compile(
    r"\b(?:(?:i|we)(?: \w+)? (?:am|was|are|were|be|been|being|feel|felt|look|looked|sound|act|acted|became)"
    r"|i'm|im|we're|i've been|i'd be|my|our|us|myself|ourselves)(?:\s+(?!you|your|he|she|they\b)[\w'-]+){0,3}\s*\Z"
)

# What each of these expressions needs in order to match at all.
_SIGNS_OF_MENTION = ("call", "label", "brand", "dubb", "accus", "insult", "word", "term", "phrase", "express",
                     "defini", "meaning", " us", "idea", "notion", "claim", "argu", "assum", "suggest", "reason",
                     "mental", "myth", "rhetoric", "fallac", "talking", "say", "said", "impl", "pretend", "assert",
                     "insist", "wr", "tell", "told", "that")  # fmt: skip
_SIGNS_OF_CONDITION = ("if", "unless", "whether", "suppos", "in case", "assuming", "as though")
_SIGNS_OF_REPORT = (" sa", " claim", " th", " belie", " told", " argu", " insist", " writ", " wrote", " was like")
_SIGNS_OF_SELF = ("i", "m", "us", "ou")


def _after(reading: Reading, end: int, signs: tuple[str, ...]) -> str:
    """The sentence from `end` on; nothing if none of the `signs` stands there."""
    window = reading.lower[end : end + _REACH]
    if not any(sign in window for sign in signs):
        return ""
    return reading.lower[end : min(reading.sentence(max(0, end - 1)).end, end + _REACH)]


def _before(reading: Reading, start: int, signs: tuple[str, ...]) -> str:
    """The sentence up to `start`; nothing if none of the `signs` stands there, for few texts are worth parting."""
    window = reading.lower[max(0, start - _REACH) : start]
    if not any(sign in window for sign in signs):
        return ""
    return reading.lower[max(reading.sentence(start).start, start - _REACH) : start]


def _denied(reading: Reading, start: int, end: int) -> bool:
    before = _before(reading, start, SIGNS_BEFORE)
    if before and denies(before):
        return True
    after = _after(reading, end, SIGNS_AFTER)
    return bool(after) and denies_after(_before(reading, start, ("c",)), after)


def _mentioned(reading: Reading, start: int, end: int) -> bool:
    before = _before(reading, start, _SIGNS_OF_MENTION)
    if (len(before) > 4 and _is_mention(before)) or denies_within(reading.lower[start:end]):
        return True
    after = _after(reading, end, _SIGNS_OF_NAMING)
    return bool(after) and _NAMED_AFTER.search(after) is not None


def _is_mention(before: str) -> bool:
    if denies_clause(before) or _NAMED_BEFORE.search(before):
        return True
    return _MENTIONING.search(before) is not None and not _PERFORMING.search(before)


def _conditional(reading: Reading, start: int, end: int) -> bool:
    return _CONDITION.search(_before(reading, start, _SIGNS_OF_CONDITION)) is not None


def _reported(reading: Reading, start: int, end: int) -> bool:
    return _REPORT.search(_before(reading, start, _SIGNS_OF_REPORT)) is not None


def _of_self(reading: Reading, start: int, end: int) -> bool:
    return _SELF.search(_before(reading, start, _SIGNS_OF_SELF)) is not None


UNLESS: dict[Unless, Test] = {
    "denied": _denied,
    "mentioned": _mentioned,
    "question": WHERE["question"],
    "conditional": _conditional,
    "reported": _reported,
    "self": _of_self,
}
