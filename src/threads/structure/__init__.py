"""The shape of a thread: how deep, how broad, how it branches and who answers whom."""

from __future__ import annotations

from collections import Counter

from pydantic import Field

from threads.model import Id, Thread, Value, unchecked
from threads.structure.times import Gaps, gaps, seconds_between
from threads.structure.tree import POST, Tree, tree

__all__ = [
    "POST",
    "Gaps",
    "Reciprocity",
    "Structure",
    "Tree",
    "reciprocity",
    "seconds_between",
    "structure",
    "tree",
    "who_answers_whom",
]


class Branching(Value):
    """How many replies comments draw; the post's own replies are `top_level`, not counted here."""

    mean: float | None = Field(description="Replies per comment, over the comments that have any.")
    max: int = Field(description="Most replies that one comment has.")
    distribution: dict[str, int] = Field(description="Number of comments (value) that have so many replies (key).")


class Answers(Value):
    """How often one participant answers another, by name; `author` and `answers` may be the same person."""

    author: str = Field(description="Who answers.")
    answers: str = Field(description="Who is answered.")
    replies: int = Field(description="How often.")


class Reciprocity(Value):
    """Whether those who are answered answer back, over directed pairs of different named participants.

    `share` is the reciprocity r = L<->/L of Wasserman & Faust (1994, Social Network Analysis, ch. 13): the share of
    pairs A -> B for which B -> A exists too. `corrected` is the rho of Garlaschelli & Loffredo (2004, Phys. Rev. Lett.
    93, 268701): r against that of a random network of the same density; 0 is chance, below 0 is avoidance. Both are
    null without a pair; `corrected` also where every possible pair exists.
    """

    pairs: int = Field(description="Pairs A -> B in which A answers B.")
    answered: int = Field(description="Those of them of which B answers A too.")
    share: float | None = Field(description="Of those pairs; null without any.")
    corrected: float | None = Field(description="The same against chance; null where every possible pair exists.")


class Structure(Value):
    """The shape of one thread, its post being the root at depth 0 and a comment on the post being at depth 1.

    Comments without a link count as top level. Only where `top_level_known` is true does the source itself say that
    they answer the post; otherwise they may answer a comment that nobody could find, and depth is a lower bound.
    """

    comments: int = Field(description="Number of comments; the post is none.")
    top_level: int = Field(description="Comments at depth 1.")
    top_level_share: float | None = Field(description="Of all comments; null without any.")
    top_level_known: bool = Field(description="Whether the source says that comments without a link answer the post.")
    max_depth: int = Field(description="Depth of the deepest comment; 0 without any.")
    mean_depth: float | None = Field(description="Null without comments.")
    max_breadth: int = Field(description="Most comments on one level.")
    comments_per_depth: tuple[int, ...] = Field(description="Breadth of each level; the first number is depth 1.")
    depths: dict[Id, int] = Field(description="Depth of each comment, in the thread's order.")
    branching: Branching
    structural_virality: float | None = Field(
        description="Mean path length over all pairs of nodes, the post among them (Goel, Anderson, Hofman & Watts "
        "2016, Management Science 62(1)): 2 in a large star, a third of the length in a long chain; null without "
        "comments."
    )
    longest_path: tuple[Id, ...] = Field(description="From a top-level comment to the deepest one, the first if many.")
    reply_gaps: Gaps
    answers: tuple[Answers, ...] = Field(description="Who answers whom, in the order of each pair's first reply.")
    reciprocity: Reciprocity


_branching_of, _answers, _reciprocity = unchecked(Branching), unchecked(Answers), unchecked(Reciprocity)


def structure(thread: Thread, shape: Tree | None = None) -> Structure:
    """The shape of a thread from its links alone, in linear time and without recursion.

    Lengths are counted in replies, times in seconds. An empty thread has zeros and nulls. shape: its tree, where the
    caller has it.
    """
    shape = shape or tree(thread)
    comments = thread.comments
    breadth = Counter(shape.depths)
    per_depth = tuple(breadth[depth] for depth in range(1, len(breadth) + 1))
    pairs = who_answers_whom(thread, shape)
    return Structure(
        comments=len(comments),
        top_level=breadth[1],
        top_level_share=breadth[1] / len(comments) if comments else None,
        top_level_known=thread.nesting == "stated",
        max_depth=len(per_depth),
        mean_depth=sum(shape.depths) / len(comments) if comments else None,
        max_breadth=max(per_depth, default=0),
        comments_per_depth=per_depth,
        depths={comment.id: depth for comment, depth in zip(comments, shape.depths, strict=True)},
        branching=_branching(shape),
        structural_virality=_structural_virality(shape),
        longest_path=tuple(comments[position].id for position in _longest_path(shape)),
        reply_gaps=gaps([comment.created_at for comment in comments], shape.parents),
        answers=tuple([_answers(author=a, answers=b, replies=n) for (a, b), n in pairs.items()]),
        reciprocity=reciprocity(pairs),
    )


def who_answers_whom(thread: Thread, shape: Tree) -> Counter[tuple[str, str]]:
    """Replies per (author of the reply, author answered). Unnamed authors are left out: two may be one person."""
    authors = [comment.author for comment in thread.comments]
    pairs = [(authors[child], authors[parent]) for child, parent in enumerate(shape.parents) if parent != POST]
    return Counter([(a, b) for a, b in pairs if a is not None and b is not None])


def _branching(shape: Tree) -> Branching:
    replies = [len(children) for children in shape.children]
    counts = Counter(replies)
    parents = len(replies) - counts[0]
    return _branching_of(
        mean=sum(replies) / parents if parents else None,
        max=max(replies, default=0),
        distribution={str(number): counts[number] for number in sorted(counts)},
    )


def _structural_virality(shape: Tree) -> float | None:
    """Each edge lies on the path of every pair that it separates: sum s * (n - s), s the size of its subtree."""
    nodes = len(shape.parents) + 1
    if nodes < 2:
        return None
    sizes, parents = [1] * nodes, shape.parents  # the last is that of the post
    total = 0
    for position in reversed(shape.order):
        below = sizes[position]
        total += below * (nodes - below)
        sizes[parents[position]] += below
    return 2 * total / (nodes * (nodes - 1))


def _longest_path(shape: Tree) -> list[int]:
    if not shape.depths:
        return []
    here = shape.depths.index(max(shape.depths))
    path = []
    while here != POST:
        path.append(here)
        here = shape.parents[here]
    return path[::-1]


def reciprocity(pairs: Counter[tuple[str, str]]) -> Reciprocity:
    """How much is returned over directed pairs of people; those of people with themselves do not count."""
    directed = {(a, b) for a, b in pairs if a != b}
    answered = sum((b, a) in directed for a, b in directed)
    if not directed:
        return _reciprocity(pairs=0, answered=0, share=None, corrected=None)
    people = len({person for pair in directed for person in pair})
    possible = people * (people - 1)
    share, density = answered / len(directed), len(directed) / possible
    corrected = (share - density) / (1 - density) if len(directed) < possible else None
    return _reciprocity(pairs=len(directed), answered=answered, share=share, corrected=corrected)
