"""What undoes a match: one small test per name of `unless`, for all patterns alike.

They answer a question that every word list raises: does the writer say it, or say that it is not so? A test looks at
the words beside the evidence within its sentence, and never further than `_REACH` characters.
"""

from __future__ import annotations

import re

from threads.patterns.denial import (
    BECAUSE,
    CLAUSE_DENIED,
    DENIED,
    DENIED_AFTER,
    END,
    FAR,
    NEAR,
    STOP,
    denies_within,
)
from threads.patterns.matchers import Unless
from threads.patterns.openings import Openings
from threads.patterns.places import WHERE, Test
from threads.patterns.reading import Reading

_REACH = 160

_MENTIONING = re.compile(
    r"(?:\bcall(?:ing|ed|s)|(?<=\bto )call|\blabel(?:l?ing|l?ed|s)|\bbrand(?:ing|ed)|\bdubb(?:ing|ed)"
    r"|\baccus(?:ing|ed|es|ations?)|\binsult(?:ing|ed|s)"
    r"|\bus(?:e|es|ed|ing) (?:the )?(?:word|term|phrase|label|insult)s?"
    r"|(?:(?<=\bthe )|(?<=\bthat )|(?<=\bthis )|(?<=\ba ))(?:word|term|phrase|label|insult|expression)s?"
    rf"|\bwords? (?:like|such as)|\bdefinition of|\bmeaning of)\b(?:\s+[\w'-]+){{0,5}}{END}"
)
_OF_MENTIONING = "call|label|brand|dubb|accus|insult|use|using|word|term|phrase|expression|definition|meaning"
# "The argument that it is natural", "the idea that you are a fool": named in order to speak about it, unless one's own.
_NAMED_BEFORE = re.compile(
    r"(?<!my )(?<!our )\b(?:idea|notion|claims?|claiming|arguments?|assumption|suggestion|reasoning|mentality|myth"
    r"|rhetoric|fallacy|talking points?) (?:is |was |of |like |goes )?(?:that(?:\s+[\w'-]+){0,12}"
    rf"|(?:how|of|is|like|:|-)(?:\s+[\w'-]+){{0,5}}|\Z){END}"
)
_OF_NAMING = "idea|notion|claim|argument|assumption|suggestion|reasoning|mentality|myth|rhetoric|fallacy|talking"
_MENTIONED = Openings((_OF_MENTIONING, _MENTIONING), (_OF_NAMING, _NAMED_BEFORE), CLAUSE_DENIED)
_NAMED_AFTER = re.compile(
    r"[\"'”’*_)]*+(?: [\w'-]++)?[\"'”’*_)]*+"
    r" (?:arguments?|fallac(?:y|ies)|reasoning|rhetoric|tropes?|mentality|clich[eé]s?"
    r"|excuses?(?! for)|talking points?|card|gambit|trick)\b"
)
# "I'd call you a fool" says it.
_PERFORMING = re.compile(r"\b(?:i|i'm|im|i'd|i'll|i've|we|we're|let's) (?:\w+ ){0,2}?(?:call|calling|label\w*)\b")
_CONDITIONAL = Openings((
    "if|unless|whether|suppos|in case|assuming|as though",
    re.compile(r"\b(?:if|unless|whether|suppose|supposing|in case|assuming|as though)(?:\s+[\w'-]+){0,2}\s*\Z"),
))  # fmt: skip
_REPORTED = Openings((
    "say|said|claim|think|thought|believe|told|argue|insist|write|wrote|was like",
    re.compile(
    r"(?<=\w )(?<!\bi )(?<!\bwe )(?:say|says|said|claim|claims|claimed|think|thinks|thought|believe|believes|believed"
    r"|told \w+|argue|argues|argued|insist|insists|insisted|write|writes|wrote|was like)(?: that)?"
    r"(?:\s+[\w'-]+){0,3}\s*\Z"
    ),
))  # fmt: skip
_SELF = re.compile(
    r"\b(?:(?:i|we)(?: \w+)? (?:am|was|are|were|be|been|being|feel|felt|look|looked|sound|act|acted|became)"
    r"|i'm|im|we're|i've been|i'd be|my|our|us|myself|ourselves)(?:\s+(?!you|your|he|she|they\b)[\w'-]+){0,3}\s*\Z"
)


def _first(reading: Reading, start: int) -> int:
    """Where the sentence begins that `start` stands in, or how far back a test may look."""
    return max(reading.sentence(start).start, start - _REACH)


def _before(reading: Reading, start: int, openings: Openings) -> list[re.Match[str]]:
    """What of these expressions ends at `start` within its sentence; only then the text is parted into sentences."""
    matches = openings.matches(reading.lower, start - _REACH if start > _REACH else 0, start)
    return matches and [match for match in matches if match.start() >= reading.sentence(start).start]


def _denied(reading: Reading, start: int, end: int) -> bool:
    return bool(_before(reading, start, DENIED)) or _denied_after(reading, start, end)


def _denied_after(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence goes on to deny that the words make a case."""
    stop = STOP.search(reading.lower, end, end + _REACH)
    for denial in DENIED_AFTER.matches(reading.lower, end, stop.start() if stop else end + _REACH):
        between = reading.lower[end : denial.start()]
        if denial.end() > reading.sentence(max(0, end - 1)).end:
            continue
        if len(between) <= NEAR and "," not in between:
            return True
        if len(between) <= FAR and BECAUSE.search(reading.lower, _first(reading, start), start):
            return True
    return False


def _mentioned(reading: Reading, start: int, end: int) -> bool:
    lower = reading.lower
    for match in _before(reading, start, _MENTIONED):
        if match.re is not _MENTIONING or not _PERFORMING.search(lower, _first(reading, start), start):
            return True
    if denies_within(lower[start:end]):
        return True
    named = _NAMED_AFTER.match(lower, end)
    return named is not None and named.end() <= reading.sentence(max(0, end - 1)).end


def _conditional(reading: Reading, start: int, end: int) -> bool:
    return bool(_before(reading, start, _CONDITIONAL))


def _reported(reading: Reading, start: int, end: int) -> bool:
    return bool(_before(reading, start, _REPORTED))


def _of_self(reading: Reading, start: int, end: int) -> bool:
    return _SELF.search(reading.lower, _first(reading, start), start) is not None


UNLESS: dict[Unless, Test] = {
    "denied": _denied,
    "mentioned": _mentioned,
    "question": WHERE["question"],
    "conditional": _conditional,
    "reported": _reported,
    "self": _of_self,
}
