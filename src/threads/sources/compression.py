"""Compressed inputs: told by their first bytes, read in pieces, refused where they are cut short or grow too large."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Protocol

from threads.errors import LimitExceeded, UnreadableInput
from threads.sources.limits import DEFAULT, Limits

_PIECE = 1024  # small, as one kilobyte may hold 30 MB of repeats
_HELD = 2**26  # bytes of text that are kept while nobody knows how many there are
_WINDOW = 2**31  # dumps of Reddit are packed with the longest window there is; readers allow 2**27 unless told


class _Frame(Protocol):
    """What the decompressors of all libraries have in common: one object for one frame (stream, member)."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def opened(name: str, data: bytes, limits: Limits = DEFAULT) -> bytes:
    """The bytes of an input as they were before compression; other bytes are returned as they are.

    Raises UnreadableInput for a file that ends within a frame: its library would give the first part without a word;
    LimitExceeded for one that holds more than `limits.bytes`, which costs time but no more memory than 64 MB.
    """
    if not _frames(data[:16]):
        return data
    held: list[bytes] = []
    size = 0
    for piece in pieces(name, io.BytesIO(data), limits.bytes):
        size += len(piece)
        if size <= _HELD:
            held.append(piece)
        else:
            held.clear()  # counted to the end first
    return b"".join(held if size <= _HELD else pieces(name, io.BytesIO(data), limits.bytes))


def pieces(name: str, file: BinaryIO, largest: int = DEFAULT.bytes) -> Iterator[bytes]:
    """The decompressed bytes of a file, piece by piece; memory stays bounded whatever the file says of its size."""
    packed = file.read(_PIECE)
    start = _frames(packed)
    if start is None:
        yield from _plain(packed, file)
        return
    frame, size = start(), 0
    while packed:
        try:
            piece = frame.decompress(packed)
        except Exception as error:  # each library has an exception of its own
            found = f"is damaged after {size:,} bytes of text ({error})"
            raise UnreadableInput(name, found, "fetch the file again") from error
        size += len(piece)
        if size > largest:
            raise LimitExceeded(name, f"unpacks to more than {largest:,} bytes", "bytes", largest)
        yield piece
        packed = (frame.unused_data if frame.eof else b"") or file.read(_PIECE)
        if frame.eof and (packed := _unpadded(packed, file)):
            frame = start()
    if not frame.eof:
        raise UnreadableInput(name, f"is cut short after {size:,} bytes of text", "fetch the file again")


def _unpadded(packed: bytes, file: BinaryIO) -> bytes:
    """What stands behind the zeros that fill a block behind a frame; no frame begins with one."""
    while packed and not (packed := packed.lstrip(b"\0")):
        packed = file.read(_PIECE)
    return packed


@contextmanager
def packed_as(head: bytes, file: BinaryIO) -> Iterator[BinaryIO]:
    """A stream into `file` that compresses as a file is compressed that begins with `head`, if it is."""
    pack = _PACKERS.get(start) if (start := _frames(head)) is not None else None
    if pack is None:
        yield file
        return
    stream = pack(file)
    try:
        yield stream
    finally:
        stream.close()


def _plain(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    while head:
        yield head
        head = file.read(2**20)


def _frames(head: bytes) -> Callable[[], _Frame] | None:
    """What makes the decompressor of one frame; None for bytes that are not compressed."""
    if head.startswith(b"\x28\xb5\x2f\xfd") or head[1:4] == b"\x2a\x4d\x18":  # a frame, or one to be skipped
        return _zstd
    if head.startswith(b"\x1f\x8b\x08"):
        return _gzip
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return _bzip2
    return _xz if head.startswith(b"\xfd7zXZ\0") else None


def _zstd() -> _Frame:
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()


def _gzip() -> _Frame:
    import zlib

    return zlib.decompressobj(wbits=31)


def _bzip2() -> _Frame:
    import bz2

    return bz2.BZ2Decompressor()


def _xz() -> _Frame:
    import lzma

    return lzma.LZMADecompressor(memlimit=2**30)


def _to_zstd(file: BinaryIO) -> Any:
    import zstandard

    return zstandard.ZstdCompressor().stream_writer(file, closefd=False)


def _to_gzip(file: BinaryIO) -> Any:
    import gzip

    return gzip.GzipFile("", "wb", fileobj=file, mtime=0)  # no name and no clock: equal contents, equal bytes


def _to_bzip2(file: BinaryIO) -> Any:
    import bz2

    return bz2.BZ2File(file, "wb")


def _to_xz(file: BinaryIO) -> Any:
    import lzma

    return lzma.LZMAFile(file, "wb")


_PACKERS = {_zstd: _to_zstd, _gzip: _to_gzip, _bzip2: _to_bzip2, _xz: _to_xz}
