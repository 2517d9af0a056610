"""A report without some people: their profile, their words, their edges and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from threads.model import Evidence
from threads.privacy.masks import Masked, Masks
from threads.rebuttals import Chain, Concession, Rebuttal, Rebuttals
from threads.reports import PatternUse, Profile, Report, Towards

Claim = TypeVar("Claim", Rebuttal, Concession)


def forgotten_report(old: Report, authors: Sequence[str]) -> Report:
    """The report without these people.

    A report does not say whose each comment is: where a rebuttal may be theirs, its words go.
    """
    names = [person.name for person in old.participants if person.name is not None]
    return _Forgetting(old, Masks(authors, names)).report()


class _Forgetting(Masked):
    """One report, and the people to forget in it."""

    def __init__(self, old: Report, masks: Masks) -> None:
        super().__init__(masks, old.structure.depths)
        self._old = old
        self._theirs = [person for person in old.participants if masks.means(person.name)]
        self._owners = _owners(old)

    def report(self) -> Report:
        old = self._old
        gone = Counter({use.pattern: use.count for person in self._theirs for use in person.patterns})
        return old.model_copy(
            update={
                "source": old.source.model_copy(update={"name": self._masks.masked(old.source.name)}),
                "thread": self._summary(),
                "structure": self._structure(),
                "rebuttals": self._rebuttals(old.rebuttals),
                "participants": tuple(self._profile(one) for one in old.participants if one not in self._theirs),
                "patterns": tuple(
                    one.model_copy(update={"findings": one.findings - gone[one.id]}) for one in old.patterns
                ),
                "notes": tuple(map(self._note, old.notes)),
            }
        )

    def _summary(self) -> object:
        about = self._old.thread
        wrote_post = any(person.wrote_post for person in self._theirs)
        return about.model_copy(
            update={
                "id": self._masks.masked(about.id),
                "title": None if wrote_post or about.title is None else self._masks.masked(about.title),
                "url": about.url if about.url is None or self._masks.masked(about.url) == about.url else None,
                "participants": about.participants - len(self._theirs),
                "unnamed_comments": about.unnamed_comments + sum(person.comments for person in self._theirs),
            }
        )

    def _structure(self) -> object:
        shape = self._old.structure
        means = self._masks.means
        return shape.model_copy(
            update={
                "depths": {self._id(id): depth for id, depth in shape.depths.items()},
                "longest_path": tuple(map(self._id, shape.longest_path)),
                "answers": tuple(one for one in shape.answers if not means(one.author) and not means(one.answers)),
            }
        )

    def _rebuttals(self, found: Rebuttals) -> Rebuttals:
        means = self._masks.means
        edges = tuple(one for one in found.network.edges if not means(one.author) and not means(one.rebuts))
        rebutted, conceded = (any(getattr(p, name) for p in self._theirs) for name in ("rebuts", "concedes_to"))
        return found.model_copy(
            update={
                "links": tuple(self._claim(one, rebutted) for one in found.links),
                "network": found.network.model_copy(update={"edges": edges}),
                "concessions": tuple(self._claim(one, conceded) for one in found.concessions),
                "chains": tuple(map(self._chain, found.chains)),
            }
        )

    def _claim(self, claim: Claim, maybe_theirs: bool) -> Claim:
        known = claim.child_id in self._owners
        gone = self._masks.means(self._owners[claim.child_id]) if known else maybe_theirs
        evidence = () if gone else tuple(map(self._evidence, claim.evidence))
        ids = {"child_id": self._id(claim.child_id), "parent_id": self._id(claim.parent_id)}
        return claim.model_copy(update={**ids, "evidence": evidence})

    def _chain(self, chain: Chain) -> Chain:
        return chain.model_copy(
            update={
                "comments": tuple(map(self._id, chain.comments)),
                "participants": tuple(None if self._masks.means(name) else name for name in chain.participants),
                "ended_by": self._id(chain.ended_by),
                "last_word": None if self._masks.means(chain.last_word) else chain.last_word,
            }
        )

    def _profile(self, person: Profile) -> Profile:
        towards = ("answers", "answered_by", "rebuts", "rebutted_by", "concedes_to")
        return person.model_copy(
            update={
                **{name: self._towards(getattr(person, name)) for name in towards},
                "distinctive_words": tuple(
                    one for one in person.distinctive_words if self._masks.masked(one.word) == one.word
                ),
                "patterns": tuple(map(self._use, person.patterns)),
            }
        )

    def _towards(self, towards: tuple[Towards, ...]) -> tuple[Towards, ...]:
        return tuple(one for one in towards if not self._masks.means(one.name))

    def _use(self, use: PatternUse) -> PatternUse:
        return use.model_copy(update={"findings": tuple(map(self._evidence, use.findings))})

    def _evidence(self, evidence: Evidence) -> Evidence:
        words = {"comment_id": self._id(evidence.comment_id), "text": self._masks.masked(evidence.text)}
        return evidence.model_copy(update=words)


def _owners(report: Report) -> Mapping[str, str | None]:
    """Whose a comment is, where findings or a chain tell."""
    owners = {
        found.comment_id: person.name
        for person in report.participants
        for use in person.patterns
        for found in use.findings
    }
    for chain in report.rebuttals.chains:
        people, many = chain.participants, len(chain.comments)
        if chain.turns == "alternating" and len(people) == 2:
            owners |= {comment: people[place % 2] for place, comment in enumerate(chain.comments)}
        elif len(people) == many:  # each comment is by somebody else
            owners |= dict(zip(chain.comments, people, strict=True))
    return owners
