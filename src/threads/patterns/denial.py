"""How words deny what stands beside them: expressions for the text before, after and inside a match.

"not an idiot" denies a word; "nobody says that you are one" denies a clause; "just because it is natural does not make
it right" denies behind the words. `guards` asks for them in the lower-cased sentence.
"""

from __future__ import annotations

import re

from threads.patterns.openings import Openings

END = r"\s*\W?\Z"  # an opening bracket may still stand before the evidence

# --- a negation shortly before the words ------------------------------------------------------------------

# "not a lawyer but you are a fool" does not deny its second half: a denial ends where another clause begins.
_TURN = (
    r"(?:but|however|though|although|because|cause|since|so|yet|instead|rather|unless|until|you"
    r"|and (?:you|he|she|they|i))"
)
_FILLER = rf"(?:\s+(?!{_TURN}\b)[\w'-]+)"
# "can't you see" and "why don't they" are questions ...
_INVERTED = r"(?!\s+(?:you|u|they|we|he|she|i|it|this|that|these|those|people|the|even)\b)"
# ... and "can't believe", "won't deny" and "not only" assert what follows.
_ASSERTING = (
    r"(?!\s+(?:only|just|merely|simply|to mention|surprised|surprising|shocked|believe|imagine|stand|help|wait|care"
    r"|forget|deny|dispute|doubt|be|know (?:why|how|what|if|who)|understand (?:why|how)|get (?:why|how)|reali[sz]e"
    r"|even)\b)"
)
_NO = r"\bno(?! (?:wonder|doubt|matter|idea|clue|one\b|surprise|offen[cs]e|sorry|thanks|need|longer))"
_NEGATION = (
    rf"(?:\bnot{_ASSERTING}|(?:n't|\b(?:dont|doesnt|isnt|arent|wasnt|aint|cannot)){_INVERTED}{_ASSERTING}|{_NO}"
    r"|\bnever|\bneither|\bnor|\bhardly|\bfar from|\bwithout|\binstead of|\brather than|\brefus\w+ to)"
)
_WORD_DENIED = re.compile(rf"{_NEGATION}{_FILLER}{{0,4}}{END}")
_DENIED_OF_ALL = re.compile(rf"\b(?:nobody|no[ -]one|none of|not (?:every|all|any)\w*|few of){_FILLER}{{0,9}}{END}")
_THOUGHT_DENIED = re.compile(
    r"(?:\bnot|(?<!ca)n't|can't(?! believe| imagine)|\bnever|\b(?:nobody|no[ -]one)(?:'s| is| was)?|\bwithout|\bhardly"
    r"|\b(?:dont|didnt|isnt|aint)) "
    r"(?:\w+ ){0,2}?(?:say|said|saying|claim\w*|suggest\w*|imply|implying|implied|call\w*|argu\w+|mean|meant|think"
    r"|thinking|thought|believe[sd]?|asking|asked|accus\w+|assum\w+|pretend\w*|trying to say|tell\w*|told)\b"
    r"(?:(?!\b(?:but|however|although|instead)\b)[^;])*\Z"
)
_SOME = "not|n't|never|nobody|no one|no-one|without|hardly"
DENIED = Openings(
    (
        "no|n't|dont|doesnt|isnt|arent|wasnt|aint|cannot|never|neither|hardly|far from|without|instead of|rather than"
        "|refus",
        _WORD_DENIED,
    ),
    ("nobody|no one|no-one|none of|not |few of", _DENIED_OF_ALL),
    (f"{_SOME}|can't|dont|didnt|isnt|aint", _THOUGHT_DENIED),
)
"""Negations of the words that follow: "he is no fool", "I don't think you are a fool"."""


# --- a clause whose saying or truth is denied -------------------------------------------------------------

_SAY = (
    r"(?:say|said|says|saying|claim(?:s|ed|ing)?|suggest(?:s|ed|ing)?|imply|implies|implying|implied|argu(?:e|ed|es|ing)"
    r"|accus(?:e|ed|es|ing)|pretend(?:s|ed|ing)?|assert(?:s|ed|ing)?|insist(?:s|ed|ing)?|wrote|written|writing|writes"
    r"|tell(?:s|ing)?|told|call(?:s|ed|ing)?)"
)
_CLAUSE_DENIED = re.compile(
    r"(?:(?:\bnot|(?<!ca)n't|can't|\bnever|\b(?:nobody|no[ -]one|none of \w+)(?:'s| is| was| has)?|\bwithout|\bhardly"
    rf"|\b(?:dont|didnt|isnt|aint|doesnt)) (?:\w+ ){{0,2}}?{_SAY}\b"
    r"|(?:\bnot|n't|\bisnt) (?:\w+ )?(?:true|the case|proven|fair|right|correct|accurate) (?:to \w+ )?that\b"
    r"|\b(?:false|untrue|a lie|a myth) (?:to \w+ )?(?:that\b|\Z)"
    r"|\b(?:wrong|incorrect|unfair|dishonest|misleading|absurd|silly|ridiculous|nonsense|foolish|mistake|inaccurate)"
    rf" (?:(?:of|for) \w+ )?to {_SAY}\b"
    rf"|\b(?:stop|quit|cease|avoid|refrain from) (?:\w+ )?{_SAY}\b"
    r"|(?<!not )(?<!n't )\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w*|disput\w+|debunk\w*|disprov\w+)"
    r" (?:\w+ \w+ )?that\b)"
    r"(?:(?!\b(?:but|however|although|instead)\b)[^;])*\Z"
)
# Wide expressions take the frame into the match: "[[I never said that a few years ago]] we moved".
_CLAUSE_DENIED_WITHIN = re.compile(
    r"(?:\b(?:i|we)(?:'m|'re)?(?: \w+)?(?: not| never|n't)|\b(?:nobody|no[ -]one))"
    rf"(?: \w+){{0,2}}? {_SAY} (?:\w+ )?that \w|\breject\w* (?:the|any) \w+ that \w"
)


CLAUSE_DENIED = (
    f"{_SOME}|none of|can't|dont|didnt|isnt|aint|doesnt|false|untrue|a lie|a myth|wrong|incorrect|unfair|dishonest"
    "|misleading|absurd|silly|ridiculous|nonsense|foolish|mistake|inaccurate|stop|quit|cease|avoid|refrain from|den"
    "|refut|reject|disput|debunk|disprov",
    _CLAUSE_DENIED,
)
"""That somebody says the clause that the words stand in, or that it is true, is denied before them."""


def denies_within(match: str) -> bool:
    """Whether the matched words themselves begin with such a denial."""
    return " that " in match and _CLAUSE_DENIED_WITHIN.search(match) is not None


# --- a denial behind the words ----------------------------------------------------------------------

_IS_NOT = (
    r"(?:doesn't|doesnt|does not|don't|do not|didn't|did not|isn't|isnt|is not|was not|wasn't|never|hardly|in no way)"
)
_NO_CASE = (
    rf"\b(?:{_IS_NOT}(?: really| actually| necessarily| automatically| exactly| even)?"
    r" (?:mean|make|prove|imply|justif|excus|entail|follow|validate|negate|give (?:you|them|him|her|anyone|us)"
    r"|(?:an? )?(?:valid |good |real |actual |sound )?(?:argument|excuse|reason|justification|proof|evidence))"
    r"|(?:means|proves|makes|justifies) (?:nothing|no)\b|is (?:irrelevant|no (?:argument|excuse|reason|proof|evidence))"
    r"|is an? (?:bad|weak|poor|terrible|lame|stupid|dumb|ridiculous|horrible|lousy) (?:argument|excuse|reason)"
    r"|is an? (?:\w+ )?fallacy)"
)
DENIED_AFTER = Openings(("do|did|is|was|never|hardly|in no way|means|proves|makes|justifies", re.compile(_NO_CASE)))
"""That the words behind which it stands make a case."""
NEAR, FAR = 60, 90  # so many characters behind the words; across a comma only behind "because"
STOP = re.compile(r"[.;:!?]")
BECAUSE = re.compile(r"\b(?:because|cause|cuz|bc)\b[^.;:!?]*\Z|\bthe fact that\b")
