"""What undoes a match: one small test per name of `unless`, for all patterns alike.

They answer a question that every word list raises: does the writer say it, or say that it is not so? A test looks at
the words beside the evidence within its sentence, and never further than `_REACH` characters.
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
# "Just because it is natural does not make it right": a denial may also come after what it denies.
_IS_NOT = r"(?:doesn't|doesnt|does not|don't|do not|didn't|did not|isn't|isnt|is not|was not|wasn't|never|hardly|in no way)"
_NO_CASE = (
    rf"\b(?:{_IS_NOT}(?: really| actually| necessarily| automatically| exactly| even)?"
    r" (?:mean|make|prove|imply|justif|excus|entail|follow|validate|negate|give (?:you|them|him|her|anyone|us)"
    r"|(?:an? )?(?:valid |good |real |actual |sound )?(?:argument|excuse|reason|justification|proof|evidence))"
    r"|(?:means|proves|makes|justifies) (?:nothing|no)\b|is (?:irrelevant|no (?:argument|excuse|reason|proof|evidence))"
    r"|is an? (?:bad|weak|poor|terrible|lame|stupid|dumb|ridiculous|horrible|lousy) (?:argument|excuse|reason)"
    r"|is an? (?:\w+ )?fallacy)"
)
_DENIED_AFTER = re.compile(rf"\A[^,.;:!?]{{0,60}}?{_NO_CASE}")
_DENIED_AFTER_BECAUSE = re.compile(rf"\A[^.;:!?]{{0,90}}?{_NO_CASE}")
_BECAUSE = re.compile(r"\b(?:just|only|simply|merely|and|but|,)? ?(?:because|cause|cuz|bc)\b[^.;:!?]*\Z|\bthe fact that\b")
_SIGNS_OF_NO_CASE = ("n't", "not", "nt ", "never", "hardly", "no", "irrelevant", "is a")
_SIGNS_OF_DENIAL = ("no", "n't", "ne", "hardly", "far from", "without", "instead", "rather", "refus", "nt ", "few")

_MENTIONING = re.compile(
    r"\b(?:call(?:ing|ed|s)|to call|label(?:l?ing|l?ed|s)|brand(?:ing|ed)|dubb(?:ing|ed)|accus(?:ing|ed|es|ations?)"
    r"|insult(?:ing|ed|s)|us(?:e|es|ed|ing) (?:the )?(?:word|term|phrase|label|insult)s?"
    r"|(?:the|that|this|a) (?:word|term|phrase|label|insult|expression)s?|words? (?:like|such as)|definition of"
    rf"|meaning of)\b(?:\s+[\w'-]+){{0,5}}{_END}"
)
# "The argument that it is natural", "the idea that you are a fool": named in order to speak about it. One's own is meant.
_NAMED_BEFORE = re.compile(
    r"(?<!my )(?<!our )\b(?:idea|notion|claims?|claiming|arguments?|assumption|suggestion|reasoning|mentality|myth"
    r"|rhetoric|fallacy|talking points?) (?:is |was |of |like |goes )?(?:that|how|of|is|like|:|-)"
    rf"(?:\s+[\w'-]+){{0,5}}{_END}"
)
_NAMED_AFTER = re.compile(
    r"\A[\"'”’*_)]*(?: [\w'-]+)?[\"'”’*_)]* (?:arguments?|fallac(?:y|ies)|reasoning|rhetoric|tropes?|mentality|clich[eé]s?"
    r"|excuses?|talking points?|card|gambit|trick)\b"
)
_SIGNS_OF_NAMING = ("argum", "fallac", "reason", "rhetor", "trope", "mental", "clich", "excuse", "talking", "card",
                    "gambit", "trick")  # fmt: skip
# "Nobody says that you are a fool" and "I never said it": the saying is denied, whatever is said.
_SAYING_DENIED = re.compile(
    r"(?:\bnot|(?<!ca)n't|can't|\bnever|\b(?:nobody|no[ -]one|none of \w+)(?:'s| is| was| has)?|\bwithout|\bhardly"
    r"|\b(?:dont|didnt|isnt|aint|doesnt)) (?:\w+ ){0,2}?"
    r"(?:say|said|says|saying|claim(?:s|ed|ing)?|suggest(?:s|ed|ing)?|imply|implying|implied|argu(?:e|ed|es|ing)"
    r"|accus(?:e|ed|es|ing)|pretend(?:s|ed|ing)?|wrote|written|writing|writes|tell(?:s|ing)?|told|call(?:s|ed|ing)?)\b"
    r"(?:(?!\b(?:but|however|although|instead)\b)[^;])*\Z"
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
                     "defini", "meaning", "us", "idea", "notion", "claim", "argu", "assum", "suggest",
                     "reason", "mental", "myth", "rhetoric", "fallac", "talking", "sa", "impl", "pretend", "wr", "t")  # fmt: skip
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
    before = _before(reading, start, _SIGNS_OF_DENIAL)
    if before and any(denial.search(before) for denial in (_DENIED_BEFORE, _DENIED_OF_ALL, _DENIED_SAYING)):
        return True
    return _denied_after(reading, start, end)


def _denied_after(reading: Reading, start: int, end: int) -> bool:
    after = _after(reading, end, _SIGNS_OF_NO_CASE)
    if not after:
        return False
    if _DENIED_AFTER.search(after):
        return True
    return _DENIED_AFTER_BECAUSE.search(after) is not None and _BECAUSE.search(_before(reading, start, ("c",))) is not None


def _mentioned(reading: Reading, start: int, end: int) -> bool:
    before = _before(reading, start, _SIGNS_OF_MENTION)
    if len(before) > 4 and _is_mention(before):
        return True
    after = _after(reading, end, _SIGNS_OF_NAMING)
    return bool(after) and _NAMED_AFTER.search(after) is not None


def _is_mention(before: str) -> bool:
    if _SAYING_DENIED.search(before) or _NAMED_BEFORE.search(before):
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
