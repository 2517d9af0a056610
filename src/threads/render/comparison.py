"""A comparison for people: a table per section, in HTML, Markdown or for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from threads.printable import printable
from threads.render.content.wording import count, duration, one_line, short_moment
from threads.render.html.environment import rendered
from threads.render.markdown import markdown_environment
from threads.render.terminal import plain_page
from threads.reports.comparison import Compared, Comparison
from threads.reports.figures import Estimate, Figure, Interval

if TYPE_CHECKING:
    from rich.console import RenderableType

_WIDTH = 100
SECTIONS = {
    "size": "Size",
    "shape": "Shape",
    "links": "How the links are known",
    "rebuttals": "Rebuttals",
    "patterns": "Rhetorical patterns, passages per 1,000 words",
}
_NAMES_SHOWN = 12


class Row(NamedTuple):
    """A figure in words: both sides, the difference and its interval."""

    name: str
    a: str
    b: str
    difference: str
    interval: str
    tells: bool
    forest: Forest | None


class Forest(NamedTuple):
    """The difference drawn on the scale of its section: places of zero, value and both ends, from 0 to 1."""

    zero: float
    value: float
    low: float
    high: float


class Section(NamedTuple):
    """The rows of one section."""

    name: str
    rows: tuple[Row, ...]


class Compare(NamedTuple):
    """The content of a comparison, whatever it is written in."""

    titles: tuple[str, str]
    sources: tuple[str, str]
    sections: tuple[Section, ...]
    telling: tuple[str, ...]
    in_both: str
    cautions: tuple[str, ...]


def comparison_html(comparison: Comparison) -> str:
    """The comparison as a page, complete in itself."""
    return rendered("compare.html.jinja", compare=content(comparison))


def comparison_markdown(comparison: Comparison) -> str:
    """The comparison as Markdown."""
    return markdown_environment().get_template("compare.md.jinja").render(compare=content(comparison)).strip() + "\n"


def comparison_text(comparison: Comparison) -> str:
    """The comparison as a page for the terminal, 100 columns wide."""
    return plain_page(_blocks(content(comparison)), _WIDTH)


def content(comparison: Comparison) -> Compare:
    """All rows in words."""
    sections = []
    for key, name in SECTIONS.items():
        figures = [one for one in comparison.figures if one.section == key]
        reach = [end for one in figures if one.interval for end in (one.interval.low, one.interval.high, 0.0)]
        if figures:
            sections.append(
                Section(name, tuple(_row(one, min(reach, default=0), max(reach, default=0)) for one in figures))
            )
    names = list(comparison.in_both)
    shown = ", ".join(names[:_NAMES_SHOWN]) + (f" and {len(names) - _NAMES_SHOWN} more" if names[_NAMES_SHOWN:] else "")
    return Compare(
        titles=(_title(comparison.a), _title(comparison.b)),
        sources=(_source(comparison.a), _source(comparison.b)),
        sections=tuple(sections),
        telling=tuple(_sentence(one) for one in comparison.figures if one.tells and one.section != "links"),
        in_both=f"{count(len(names), 'name')} in both: {shown}." if names else "No name takes part in both.",
        cautions=comparison.cautions,
    )


def _title(one: Compared) -> str:
    return one_line(one.title or one.id, 120)


def _source(one: Compared) -> str:
    when = f", {short_moment(one.first)} to {short_moment(one.last)}" if one.first else ""
    return f"{one.source}{when}"


def _row(one: Figure, low: float, high: float) -> Row:
    return Row(
        name=one.name,
        a=_said(one, one.a),
        b=_said(one, one.b),
        difference="" if one.difference is None else _signed(one, one.difference),
        interval="" if one.interval is None else _between(one, one.interval),
        tells=one.tells,
        forest=_forest(one, low, high),
    )


def _forest(one: Figure, low: float, high: float) -> Forest | None:
    if one.interval is None or one.difference is None or high <= low:
        return None
    places = (0.0, one.difference, one.interval.low, one.interval.high)
    return Forest(*(round((place - low) / (high - low), 4) for place in places))


def _said(figure: Figure, one: Estimate) -> str:
    if one.value is None:
        return "–"
    if figure.kind == "seconds":
        return duration(one.value)
    if figure.kind == "share":
        return f"{100 * one.value:.0f} % ({one.count:,.0f} of {one.of:,.0f})"
    if figure.kind == "rate":
        return f"{one.value:.1f} ({one.count:,.0f})"
    return f"{one.value:,.0f}" if figure.kind == "count" or one.value >= 100 else f"{one.value:,.2f}"


def _signed(figure: Figure, value: float) -> str:
    if figure.kind == "seconds":
        return f"{'-' if round(value) < 0 else '+'}{duration(value)}"
    if figure.kind == "share":
        return f"{100 * value:+z.0f} points"
    return (
        f"{value:+z,.0f}"
        if figure.kind == "count" or abs(value) >= 100
        else f"{value:+z,.{1 if figure.kind == 'rate' else 2}f}"
    )


def _between(figure: Figure, interval: Interval) -> str:
    scale, digits = (100, 0) if figure.kind == "share" else (1, 1)
    return f"{scale * interval.low:+z.{digits}f} to {scale * interval.high:+z.{digits}f}"


def _sentence(one: Figure) -> str:
    more = "higher" if (one.difference or 0) > 0 else "lower"
    interval = _between(one, one.interval) if one.interval else ""
    unit = " per 1,000 words" if one.kind == "rate" else ""
    return f"{one.name}: {more} in B, {_signed(one, one.difference or 0)}{unit} (95 % interval {interval})."


def _blocks(compare: Compare) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    for letter, title, source in zip("AB", compare.titles, compare.sources, strict=True):
        yield printable(f"{letter}: {title} ({source})")
    for caution in compare.cautions:
        yield f"caution: {printable(caution)}"
    for section in compare.sections:
        table = Table(box=None, pad_edge=False, header_style="", width=_WIDTH)
        heads = (section.name, "A", "B", "B minus A", "95 % interval", "")
        for place, head in enumerate(heads):
            table.add_column(head, justify="right" if 0 < place < 5 else "left", ratio=1 if place == 0 else None)
        for row in section.rows:
            cells = (row.name, row.a, row.b, row.difference, row.interval, "*" if row.tells else "")
            table.add_row(*(Text(printable(cell)) for cell in cells))
        yield ""
        yield table
    yield ""
    yield printable(compare.in_both)
    yield "* the interval leaves out zero. Intervals take comments as independent: read them as too narrow."
