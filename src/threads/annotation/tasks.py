"""Texts to annotate as the tasks that annotation tools import.

Label Studio: its JSON of tasks with predictions (labelstud.io/guide/predictions), and the labelling interface for
them. doccano: JSONL for sequence labelling (doccano.github.io/doccano/tutorial).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from threads.annotation.sample import Item
from threads.patterns import Catalogue, Finding
from threads.printable import xml_text


def label_studio(items: Iterable[Item]) -> list[dict[str, Any]]:
    """A task per text, what was found in it as predictions."""
    return [
        {"data": _about(item) | {"parent_text": item.parent_text or ""}, "predictions": _predictions(item)}
        for item in items
    ]


def label_studio_interface(patterns: Catalogue) -> str:
    """The labelling interface of these tasks: a label per pattern, its definition as a hint."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Header", value="It answers:", size="5")
    ElementTree.SubElement(view, "Text", name="parent", value="$parent_text")
    labels = ElementTree.SubElement(view, "Labels", name="pattern", toName="text", showInline="true")
    for pattern in patterns:
        ElementTree.SubElement(labels, "Label", value=pattern.id, hint=xml_text(pattern.definition))
    ElementTree.SubElement(view, "Text", name="text", value="$text")
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def doccano(items: Iterable[Item]) -> list[dict[str, Any]]:
    """An object per text, what was found in it as its labels; further keys are kept as metadata."""
    return [_about(item) | {"label": [[f.start, f.end, f.pattern] for f in item.findings]} for item in items]


def _about(item: Item) -> dict[str, Any]:
    return {
        "text": item.text,
        "parent_text": item.parent_text,
        "thread_id": item.thread_id,
        "comment_id": item.comment_id,
        "stratum": item.stratum,
    }


def _predictions(item: Item) -> list[dict[str, Any]]:
    results = [_result(number, finding) for number, finding in enumerate(item.findings)]
    return [{"model_version": "threads", "result": results}] if results else []


def _result(number: int, found: Finding) -> dict[str, Any]:
    value = {"start": found.start, "end": found.end, "text": found.text, "labels": [found.pattern]}
    return {"id": f"f{number}", "from_name": "pattern", "to_name": "text", "type": "labels", "value": value}
