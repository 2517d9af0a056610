"""JSON as it is found: with NaN for missing cells, with half characters where a text was cropped, nested however deep.

orjson reads what keeps to RFC 8259 and nests at most 1,024 levels; what it refuses is read again, slower and more
patiently.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import orjson

from threads.sources.limits import DEFAULT

HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def _finite(number: Any) -> Any:
    """A number that is none (1e999) stands for a missing cell, as NaN and Infinity do."""
    return None if number in (math.inf, -math.inf) else number


_DECODER = json.JSONDecoder(parse_constant=lambda _: None, parse_float=lambda printed: _finite(float(printed)))
_BETWEEN = re.compile(r"[\s,]*")  # what stands between the elements of an array
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}  # into a level and out of it


class NotJson(ValueError):
    """A text that is no JSON: what is wrong, and at which character."""

    def __init__(self, found: str, at: int) -> None:
        super().__init__(found)
        self.found = found
        self.at = at


class TooDeep(NotJson):
    """A JSON value of more levels than are wanted."""


def value(text: str, start: int = 0, deepest: int = DEFAULT.depth, *, may_be_line: bool = True) -> tuple[Any, int]:
    """The JSON value that begins at `start` and where it ends; NotJson says what is wrong and where.

    `may_be_line`: whether it may go to the end of its line, which is not tried again and again for many on one line.
    Values of more than 1,024 levels are read to the end of their line, or else to that of the text.
    """
    if may_be_line:
        line_end = text.find("\n", start) + 1 or len(text)
        with suppress(orjson.JSONDecodeError):
            return orjson.loads(text[start:line_end]), line_end
    return _patiently(text, start, deepest)


def only(text: str, deepest: int = DEFAULT.depth) -> Any:
    """The one JSON value that a text is; NotJson says what is wrong and where."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        found, end = _patiently(text, len(text) - len(text.lstrip()), deepest)
        if text[end:].strip():
            raise NotJson("something follows the value", end) from None
        return found


def element_lines(text: str) -> Iterator[int]:
    """The line on which each element of an array begins, without end; behind one that only ijson reads, its line."""
    at, line = text.find("[") + 1, 1 + text.count("\n", 0, text.find("["))
    while True:
        begin = found.end() if (found := _BETWEEN.match(text, at)) else at
        line += text.count("\n", at, begin)
        yield line
        try:
            _, at = _DECODER.raw_decode(text, begin)
        except (ValueError, RecursionError):
            at = begin
        line += text.count("\n", begin, at)


def _patiently(text: str, start: int, deepest: int) -> tuple[Any, int]:
    try:
        found, end = _DECODER.raw_decode(text, start)
        if "\\u" in text[start:end] or not text.isascii():
            found = orjson.loads(json.dumps(found, ensure_ascii=False).translate(HALVES))
    except RecursionError:
        return _line_or_rest(text, start, deepest)
    except json.JSONDecodeError as error:
        raise NotJson(error.msg.lower().removesuffix(" at").removesuffix(" starting"), error.pos) from None
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return _line_or_rest(text, start, deepest)
    except ValueError as error:  # a number of more digits than Python takes
        raise NotJson(str(error).partition(":")[0].lower(), start) from None
    return found, end


def _line_or_rest(text: str, start: int, deepest: int) -> tuple[Any, int]:
    line_end = text.find("\n", start) + 1 or len(text)
    if line_end < len(text):
        with suppress(NotJson):
            return _deep(text, start, line_end, deepest), line_end
    return _deep(text, start, len(text), deepest), len(text)


def _deep(text: str, start: int, end: int, deepest: int) -> Any:
    """The value that a stretch of text is, built event by event: no depth overflows a stack."""
    import ijson

    builder, level = ijson.ObjectBuilder(), 0
    try:
        for event, said in ijson.basic_parse(io.BytesIO(text[start:end].encode("utf-8", "replace")), use_float=True):
            level += _STEPS.get(event, 0)
            if level > deepest:
                raise TooDeep(f"nests more than {deepest:,} levels deep", start)
            builder.event(event, _finite(said))
    except (ijson.JSONError, ValueError) as error:
        if isinstance(error, TooDeep):
            raise
        raise NotJson(str(error).partition("\n")[0], start) from None
    return builder.value
