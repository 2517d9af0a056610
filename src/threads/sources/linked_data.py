"""JSON-LD objects whatever way they are written: with or without prefixes, alone, in lists, as `@value` or `@id`."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def get(node: Json, name: str) -> Any:
    """A property by its name, bare or with the prefixes that schema.org's terms go by."""
    for prefix in ("", "schema:", "http://schema.org/", "https://schema.org/"):
        if prefix + name in node:
            return node[prefix + name]
    return None


def listed(value: Any) -> list[Any]:
    """The values of a property, however many there are."""
    if isinstance(value, dict) and ("@list" in value or "@set" in value):
        value = value.get("@list", value.get("@set"))
    return value if isinstance(value, list) else [] if value is None else [value]


def types(node: Json) -> set[str]:
    """The names of an object's types, without the vocabulary's address."""
    return {re.split(r"[/:#]", str(kind))[-1] for kind in listed(node.get("@type"))}


def string(node: Json, name: str) -> str | None:
    """A property as a string: written alone, as @value or @id, or as the first of several."""
    found = next(iter(listed(get(node, name))), None)
    if isinstance(found, dict):
        found = found.get("@value", found.get("@id", found.get("url", get(found, "name"))))
    return str(found).strip() or None if isinstance(found, str | int | float) and not isinstance(found, bool) else None


def author_of(node: Json) -> tuple[str | None, str | None]:
    """Name and address of the author, or of several the first."""
    person = next(iter(listed(get(node, "author") or get(node, "creator"))), None)
    if not isinstance(person, dict):
        return (html.unescape(person).strip() or None, None) if isinstance(person, str) else (None, None)
    name = string(person, "name") or string(person, "alternateName")
    return html.unescape(name) if name else None, string(person, "url") or string(person, "@id")
