"""What is wrong in checked documents, in the forms that people, scripts and CI services read.

JUnit XML as Jenkins and GitLab read it; SARIF 2.1.0 (OASIS) for code scanning; GitHub's workflow commands, which
annotate the changed lines of a pull request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import NamedTuple
from xml.etree import ElementTree

import threads
from threads.printable import printable, xml_text
from threads.render.json import plain_json, plain_json_line
from threads.schema import Violation

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


class Check(NamedTuple):
    """A document that was checked: its path, what is wrong, and for each violation the line where it stands."""

    document: str
    violations: tuple[Violation, ...] = ()
    lines: tuple[int, ...] = ()


def text(checks: Sequence[Check]) -> str:
    """A line per violation, or "valid"."""
    return "".join(
        printable(f"{one.document}: {said}") + "\n" for one in checks for said in one.violations or ("valid",)
    )


def json(checks: Sequence[Check]) -> str:
    """A JSON object per violation and line; nothing for what is valid."""
    return "".join(
        plain_json_line({"document": one.document, **asdict(violation)})
        for one in checks
        for violation in one.violations
    )


def junit(checks: Sequence[Check]) -> str:
    """A test case per document, failed by its violations."""
    failed = sum(bool(one.violations) for one in checks)
    suite = ElementTree.Element(
        "testsuite", name="threads validate", tests=str(len(checks)), failures=str(failed), errors="0", skipped="0"
    )
    for one in checks:
        case = ElementTree.SubElement(suite, "testcase", classname="threads.validate", name=xml_text(one.document))
        if one.violations:
            said = "\n".join(map(str, one.violations))
            first = one.violations[0]
            failure = ElementTree.SubElement(case, "failure", type=xml_text(first.rule), message=xml_text(str(first)))
            failure.text = xml_text(said)
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def sarif(checks: Sequence[Check]) -> str:
    """One run with a result per violation, at its line and JSON Pointer."""
    rules = sorted({violation.rule for one in checks for violation in one.violations})
    driver = {"name": "threads", "version": threads.__version__, "rules": [{"id": rule} for rule in rules]}
    results = [
        {
            "ruleId": violation.rule,
            "level": "error",
            "message": {"text": printable(violation.message)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(one.document)},
                        "region": {"startLine": line},
                    },
                    "logicalLocations": [{"fullyQualifiedName": violation.pointer}],
                }
            ],
        }
        for one in checks
        for violation, line in zip(one.violations, one.lines, strict=True)
    ]
    return plain_json(
        {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    )


def github(checks: Sequence[Check]) -> str:
    """An `::error` workflow command per violation; what such a command would end or continue is escaped."""
    return "".join(
        f"::error file={_property(one.document)},line={line},title={_property(found.rule)}::{_data(str(found))}\n"
        for one in checks
        for found, line in zip(one.violations, one.lines, strict=True)
    )


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"))


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
