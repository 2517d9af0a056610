"""Templates for pages: every value is neutralised and escaped on its way in, and the page may load and run nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from threads.render.content.wording import FILTERS
from threads.render.neutral import neutral

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """The templates of this package, escaping on, with the words of `wording` as filters."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("threads.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    made.filters |= FILTERS
    return made


def rendered(template: str, **values: Any) -> str:
    """A page from a template, its style inlined and named by hash in the page's security policy.

    With a hash in place of 'unsafe-inline' neither style nor script that a hostile text might smuggle in is obeyed.
    """
    from markupsafe import Markup

    css = _css()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = environment().get_template(template)
    return page.render(css=Markup(css), policy=policy, **values)  # noqa: S704 -- our own file


@cache
def _css() -> str:
    return (files(__package__) / "templates" / "style.css").read_text(encoding="utf-8")


def _finalized(value: Any) -> Any:
    """Texts as they may stand on a page; markup of ours passes (it was made of such texts)."""
    return neutral(value) if type(value) is str else value
