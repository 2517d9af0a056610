"""A thread or report as a notebook shows it: its page in a frame of its own, so that neither disturbs the other."""

from __future__ import annotations

from html import escape

from threads.model import Thread
from threads.render.html import to_html
from threads.reports import Report, report


def to_notebook(value: Thread | Report) -> str:
    """HTML for a notebook's output. A thread is shown with its tree and rebuttals, but without patterns, since
    looking for them takes longer than a glance; a report without the thread's texts, which it does not hold."""
    shown = to_html(value) if isinstance(value, Report) else to_html(report(value, patterns=()), value)
    return (
        f'<iframe sandbox="allow-popups" srcdoc="{escape(shown)}" title="Thread report" '
        'style="width: 100%; height: 42rem; border: 1px solid #8888"></iframe>'
    )
