"""What undoes a match: one small test per name of `unless`, for all patterns alike.

They answer a question that every word list raises: does the writer say it, or say that it is not so? A test looks at
the words before the evidence within its sentence, and never further back than `_REACH` characters.
"""

from __future__ import annotations

import re

from threads.patterns.matchers import Unless
from threads.patterns.places import WHERE, Test
from threads.patterns.reading import Reading

_REACH = 160
_END = r"\s*\W?\Z"  # an opening bracket may still stand before the evidence

# "not a lawyer but you are a fool" does not deny its second half: a denial ends where another clause begins.
_TURN = (
    r"(?:but|however|though|although|because|cause|since|so|yet|instead|rather|unless|until|you"
    r"|and (?:you|he|she|they|i))"
)
_FILLER = rf"(?:\s+(?!{_TURN}\b)[\w'-]+)"
# "can't you see" and "why don't they" are questions ...
_INVERTED = r"(?!\s+(?:you|u|they|we|he|she|i|it|this|that|these|those|people|the|even)\b)"
# ... and "can't believe" and "not only" assert what follows.
_ASSERTING = (
    r"(?!\s+(?:only|just|merely|simply|to mention|surprised|surprising|shocked|believe|imagine|stand|help|wait|care"
    r"|forget|be|know (?:why|how|what|if|who)|understand (?:why|how)|get (?:why|how)|reali[sz]e|even)\b)"
)
_NO = r"\bno(?! (?:wonder|doubt|matter|idea|clue|one\b|surprise|offen[cs]e|sorry|thanks|need|longer))"
_NEGATION = (
    rf"(?:\bnot{_ASSERTING}|(?:n't|\b(?:dont|doesnt|isnt|arent|wasnt|aint|cannot)){_INVERTED}{_ASSERTING}|{_NO}"
    r"|\bnever|\bneither|\bnor|\bhardly|\bfar from|\bwithout|\binstead of|\brather than|\brefus\w+ to)"
)
_DENIED_BEFORE = re.compile(rf"{_NEGATION}{_FILLER}{{0,4}}{_END}")
_DENIED_OF_ALL = re.compile(rf"\b(?:nobody|no[ -]one|none of|not (?:every|all|any)\w*|few of){_FILLER}{{0,9}}{_END}")
_DENIED_SAYING = re.compile(
    r"(?:\bnot|(?<!ca)n't|can't(?! believe| imagine)|\bnever|\b(?:nobody|no[ -]one)(?:'s| is| was)?|\bwithout|\bhardly"
    r"|\b(?:dont|didnt|isnt|aint)) "
    r"(?:\w+ ){0,2}?(?:say|said|saying|claim\w*|suggest\w*|imply|implying|implied|call\w*|argu\w+|mean|meant|think"
    r"|thinking|thought|believe[sd]?|asking|asked|accus\w+|assum\w+|pretend\w*|trying to say|tell\w*|told)\b"
    r"(?:(?!\b(?:but|however|although|instead)\b)[^;])*\Z"
)
_SIGNS_OF_DENIAL = ("no", "n't", "ne", "hardly", "far from", "without", "instead", "rather", "refus", "nt ", "few")

_MENTIONING = re.compile(
    r"\b(?:call(?:ing|ed|s)|to call|label(?:l?ing|l?ed|s)|brand(?:ing|ed)|dubb(?:ing|ed)|accus(?:ing|ed|es|ations?)"
    r"|insult(?:ing|ed|s)|us(?:e|es|ed|ing) (?:the )?(?:word|term|phrase|label|insult)s?"
    r"|(?:the|that|this|a) (?:word|term|phrase|label|insult|expression)s?|words? (?:like|such as)|definition of"
    rf"|meaning of)\b(?:\s+[\w'-]+){{0,5}}{_END}"
)
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
                     "defini", "meaning", "us")  # fmt: skip
_SIGNS_OF_CONDITION = ("if", "unless", "whether", "suppos", "in case", "assuming", "as though")
_SIGNS_OF_REPORT = (" sa", " claim", " th", " belie", " told", " argu", " insist", " writ", " wrote", " was like")
_SIGNS_OF_SELF = ("i", "m", "us", "ou")


def _before(reading: Reading, start: int, signs: tuple[str, ...]) -> str:
    """The sentence up to `start`; nothing if none of the `signs` stands there, for few texts are worth parting."""
    window = reading.lower[max(0, start - _REACH) : start]
    if not any(sign in window for sign in signs):
        return ""
    return reading.lower[max(reading.sentence(start).start, start - _REACH) : start]


def _denied(reading: Reading, start: int, end: int) -> bool:
    before = _before(reading, start, _SIGNS_OF_DENIAL)
    if not before:
        return False
    return any(denial.search(before) for denial in (_DENIED_BEFORE, _DENIED_OF_ALL, _DENIED_SAYING))


def _mentioned(reading: Reading, start: int, end: int) -> bool:
    before = _before(reading, start, _SIGNS_OF_MENTION)
    return len(before) > 4 and _MENTIONING.search(before) is not None and not _PERFORMING.search(before)


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
