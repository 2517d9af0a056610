"""Dumps whose headers print a number for each comment, at which others point."""

from __future__ import annotations

import threads

NAMES = ("Tobias", "Mara", "Dov", "Annika", "Ines", "Jon")
HEADS = ("No.{}", "#{}", "Post {} |")
SAID = (
    ("The rope at the landing is wet again, who looks after it?", None),
    ("The harbour office does, or says so in its letters.", 1),
    ("It was new in May, and I have the bill for it.", 1),
    ("Then show the bill to the harbour office, please.", 3),
    ("Bump for ropes, everything else here is about the bridge.", None),
    ("On which day are they open, does anybody know that?", 4),
)


def page(head: str, pointing: str = ">>{}\n", first: int = 58100) -> str:
    """Comments with the number that `head` prints, 2 apart."""
    rows = [
        f"{NAMES[n]} 12/27/22 (Tue) 03:1{n}:17 {head.format(first + 2 * n)}\n"
        f"{pointing.format(first + 2 * answered - 2) if answered else ''}{text}\n\n"
        for n, (text, answered) in enumerate(SAID)
    ]
    return "Ropes of the week\n\n6 comments\n\n" + "".join(rows)


def parents(text: str) -> dict[str, tuple[str, str]]:
    [thread] = threads.parse(text.encode())
    return {link.child_id: (link.parent_id, link.basis) for link in thread.links}


def test_the_comment_with_the_number_is_answered() -> None:
    expected = {"c2": "c1", "c3": "c1", "c4": "c3", "c6": "c4"}
    for head in HEADS:
        for pointing, basis in ((">>{}\n", "marker"), ("@{} ", "mention")):
            found = parents(page(head, pointing))
            assert found == {child: (parent, basis) for child, parent in expected.items()}, (head, pointing)


def test_points_are_no_numbers() -> None:
    """Where several comments have one number, it counts something, and "@2" is the second comment."""
    rows = [
        f"{NAMES[n]}\n3 May 2024, 10:1{n} | {n % 3} points\n\n{'@2 ' * (n == 3)}{text}\n\nReply\n\n"
        for n, (text, _) in enumerate(SAID)
    ]
    assert parents("6 comments\n\n" + "".join(rows)) == {"c4": ("c2", "mention")}


def test_outlines_number_replies() -> None:
    outline = ("1", "1.1", "1.1.1", "2", "2.1", "1.2")
    page = "6 comments\n\n" + "".join(
        f"{text}\n#{number} {name} 3 May 2024, 10:1{n} (Reply)\n\n"
        for n, (name, number, (text, _)) in enumerate(zip(NAMES, outline, SAID, strict=True))
    )
    expected = {"c2": "c1", "c3": "c2", "c5": "c4", "c6": "c1"}
    assert parents(page) == {child: (parent, "marker") for child, parent in expected.items()}
