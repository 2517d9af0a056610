"""Threads without their people: all names and ids replaced by keyed pseudonyms, or some people removed for good.

Nothing here makes a quotation untraceable: whoever has the page can search it for the words. See docs/privacy.md.
"""

from __future__ import annotations

from threads.privacy.thread import ambiguous_names, pseudonymize

__all__ = ["ambiguous_names", "pseudonymize"]
