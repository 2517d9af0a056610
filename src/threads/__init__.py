"""Comment sections as reply trees: where every link comes from, who rebuts whom, and which words say so.

    >>> import threads
    >>> [thread] = threads.parse("page.txt")
    >>> threads.report(thread).participants

Names are imported when they are first used, so that `import threads` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threads.errors import AmbiguousFormat as AmbiguousFormat
    from threads.errors import BrokenPlugin as BrokenPlugin
    from threads.errors import ForeignOutput as ForeignOutput
    from threads.errors import InvalidPattern as InvalidPattern
    from threads.errors import InvalidSettings as InvalidSettings
    from threads.errors import LimitExceeded as LimitExceeded
    from threads.errors import MalformedInput as MalformedInput
    from threads.errors import MissingExtra as MissingExtra
    from threads.errors import NoComments as NoComments
    from threads.errors import ProcessEnded as ProcessEnded
    from threads.errors import ScoreFell as ScoreFell
    from threads.errors import ThreadsError as ThreadsError
    from threads.errors import TooManyRejects as TooManyRejects
    from threads.errors import UnknownFormat as UnknownFormat
    from threads.errors import UnknownName as UnknownName
    from threads.errors import UnreadableInput as UnreadableInput
    from threads.errors import UnwritableOutput as UnwritableOutput
    from threads.errors import WeakKey as WeakKey
    from threads.links import link as link
    from threads.model import Comment as Comment
    from threads.model import Evidence as Evidence
    from threads.model import Link as Link
    from threads.model import Note as Note
    from threads.model import Post as Post
    from threads.model import Span as Span
    from threads.model import Thread as Thread
    from threads.model import Transcript as Transcript
    from threads.patterns import Finding as Finding
    from threads.patterns import find_patterns as find_patterns
    from threads.pipeline import parse as parse
    from threads.pipeline import read as read
    from threads.privacy import pseudonymize as pseudonymize
    from threads.privacy.forget import forget as forget
    from threads.rebuttals import Stance as Stance
    from threads.rebuttals import stance as stance
    from threads.render.html import to_html as to_html
    from threads.render.markdown import to_markdown as to_markdown
    from threads.render.notebook import to_notebook as to_notebook
    from threads.reports import Report as Report
    from threads.reports import report as report
    from threads.reports.comparison import compare as compare
    from threads.schema import Violation as Violation
    from threads.schema import validate as validate
    from threads.sources.limits import Limits as Limits
    from threads.tables.reports import Reports as Reports

__version__ = "0.1.0"

_HOMES = {
    "errors": "AmbiguousFormat BrokenPlugin ForeignOutput InvalidPattern InvalidSettings LimitExceeded MalformedInput "
    "MissingExtra NoComments ProcessEnded ScoreFell ThreadsError TooManyRejects UnknownFormat UnknownName "
    "UnreadableInput UnwritableOutput WeakKey",
    "links": "link",
    "model": "Comment Evidence Link Note Post Span Thread Transcript",
    "patterns": "Finding find_patterns",
    "pipeline": "parse read",
    "privacy": "pseudonymize",
    "privacy.forget": "forget",
    "rebuttals": "Stance stance",
    "render.html": "to_html",
    "render.markdown": "to_markdown",
    "render.notebook": "to_notebook",
    "reports": "Report report",
    "reports.comparison": "compare",
    "sources.limits": "Limits",
    "schema": "Violation validate",
    "tables.reports": "Reports",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}
__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        if find_spec(f"threads.{name}") is not None:  # a module of ours: `threads.privacy.ambiguous_names`
            return import_module(f"threads.{name}")
        raise AttributeError(f"module 'threads' has no attribute {name!r}")
    value = getattr(import_module(f"threads.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
