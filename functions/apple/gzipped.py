"""Bodies in gzip, as Apple sends and takes them, without room for what blows up."""

import gzip
import zlib
from typing import Final

_MAGIC: Final = b"\x1f\x8b"
_WITH_GZIP_HEADER: Final = 31
_LONGEST: Final = 5_000_000  # as much as a body may have that comes without gzip


def unzipped(body: bytes) -> bytes:
    """``body`` as it was before it was zipped, if it was.

    What is broken, or larger than a body may be, stays as it is: it is authentic all the same, so
    it is for ``parse`` to refuse it and for quarantine to keep it.
    """
    if not body.startswith(_MAGIC):
        return body
    reader = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        whole = reader.decompress(body, _LONGEST)
    except zlib.error:
        return body
    return whole if reader.eof and not reader.unused_data else body


def zipped(body: bytes) -> bytes:
    """``body`` in gzip, the same at every try."""
    return gzip.compress(body, mtime=0)
