"""Files to and from platforms: looked up, downloaded and uploaded, bounded in memory and time.

Nothing here says anything to a customer unless it is told so; then whatever goes wrong may be
tried again, and a lost answer is ChannelUnavailable.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from secrets import token_hex
from tempfile import TemporaryFile
from typing import IO, Final, TypeVar

from requests import Response
from requests.exceptions import RequestException

from shared.errors import ChannelUnavailable, FileRefused, OutcomeUnknown
from shared.provider import http

Headers = Mapping[str, str]
Answer = TypeVar("Answer")

_BLOCK: Final = 256 * 1024
_BYTES: Final = "application/octet-stream"
# Some platforms give a file to no caller that does not name itself.
_OURS: Final = {"User-Agent": "threadline", "Accept-Encoding": "identity"}
_TOO_SLOW: Final = "The file takes too long."


def look_up(url: str, headers: Headers, read: Callable[[Response], Answer]) -> Answer:
    """What ``read`` makes of the answer to a GET. Raises what it raises, or ChannelUnavailable."""
    return _asked("GET", url, headers, read)


def leads_to(url: str, headers: Headers, check: Callable[[Response], None]) -> str | None:
    """Where a GET is sent on to, None if the file is here; nothing of it is read.

    ``check`` raises for an answer that is neither. Raises what it raises, or ChannelUnavailable.
    """

    def read(response: Response) -> str | None:
        check(response)
        return response.headers.get("Location") if 300 <= response.status_code < 400 else None

    return _asked("GET", url, headers, read, stream=True)


def download(
    url: str,
    headers: Headers,
    into: IO[bytes],
    *,
    longest: int,
    within_s: float,
    check: Callable[[Response], None],
) -> None:
    """Write the file at ``url`` to ``into``; ``check`` raises for an answer that is none.

    Raises FileRefused above ``longest`` bytes, ChannelUnavailable if it does not come in time.
    """
    read = _writing(into, longest, time.monotonic() + within_s, check)
    _asked("GET", url, headers, read, stream=True)


def exchange(
    url: str,
    headers: Headers,
    file: IO[bytes],
    into: IO[bytes],
    *,
    longest: int,
    within_s: float,
    check: Callable[[Response], None],
) -> None:
    """Post ``file`` as it is and write what it is turned into to ``into``; both ``within_s``.

    Raises as ``download`` does.
    """
    until = time.monotonic() + within_s
    read, data = _writing(into, longest, until, check), _Hurried(file, until)
    _asked("POST", url, {**headers, "Content-Type": _BYTES}, read, stream=True, data=data)


def _writing(
    into: IO[bytes], longest: int, until: float, check: Callable[[Response], None]
) -> Callable[[Response], None]:
    """Reads an answer that is a file, a block at a time."""

    def read(response: Response) -> None:
        check(response)
        for block in _in_time(response.iter_content(_BLOCK), until):
            if into.tell() + len(block) > longest:
                raise FileRefused("too-large", f"It has more than {longest} bytes.")
            into.write(block)

    return read


def upload(
    url: str,
    headers: Headers,
    fields: Mapping[str, str],
    content: tuple[str, str, Iterator[bytes]],
    *,
    within_s: float,
    read: Callable[[Response], Answer],
    part: str = "file",
    says: bool = False,
) -> Answer:
    """Post a form of ``fields`` and, as ``part``, the file (name, content type, blocks).

    ``says``: that is the message itself, so a lost answer is OutcomeUnknown. Raises what ``read``
    raises, or ChannelUnavailable.
    """
    boundary, until = token_hex(16), time.monotonic() + within_s
    with TemporaryFile() as form:
        for block in _in_time(_form(boundary, fields, part, content), until):
            form.write(block)
        form.seek(0)
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        data = _Hurried(form, until)
        return _asked("POST", url, {**headers, **kind}, read, data=data, says=says)


def put(
    url: str,
    headers: Headers,
    file: IO[bytes],
    *,
    until: float,
    read: Callable[[Response], Answer],
) -> Answer:
    """Post ``file`` as it is, with nothing around it, before ``until`` (of ``time.monotonic``).

    Raises what ``read`` raises, or ChannelUnavailable.
    """
    data = _Hurried(file, until)
    return _asked("POST", url, {**headers, "Content-Type": _BYTES}, read, data=data)


def _form(
    boundary: str,
    fields: Mapping[str, str],
    part: str,
    content: tuple[str, str, Iterator[bytes]],
) -> Iterator[bytes]:
    def head(about: str) -> bytes:
        return f"--{boundary}\r\nContent-Disposition: form-data; {about}".encode()

    for name, value in fields.items():
        yield head(f'name="{name}"\r\n\r\n{value}\r\n')
    name, kind, blocks = content
    plain = "".join(c if c.isprintable() and c not in '"\\' else "_" for c in name)
    yield head(f'name="{part}"; filename="{plain}"\r\nContent-Type: {kind}\r\n\r\n')
    yield from blocks
    yield f"\r\n--{boundary}--\r\n".encode()


class _Hurried:
    """A file that is read until a moment and then no more, which ends the request."""

    def __init__(self, file: IO[bytes], until: float) -> None:
        self._file, self._until = file, until
        self.len = file.seek(0, 2)
        file.seek(0)

    def read(self, size: int = -1) -> bytes:
        if time.monotonic() > self._until:
            raise ChannelUnavailable("too-slow", _TOO_SLOW)
        return self._file.read(size)


def _in_time(blocks: Iterator[bytes], until: float) -> Iterator[bytes]:
    for block in blocks:
        if time.monotonic() > until:
            raise ChannelUnavailable("too-slow", _TOO_SLOW)
        yield block


def _asked(
    method: str,
    url: str,
    headers: Headers,
    read: Callable[[Response], Answer],
    *,
    stream: bool = False,
    data: _Hurried | None = None,
    says: bool = False,
) -> Answer:
    try:
        with http.fresh_session().request(
            method,
            url,
            headers={**_OURS, **headers},
            data=data,  # anything with len and read will do
            stream=stream,
            timeout=(http.CONNECT_S, http.READ_S),
            allow_redirects=False,
        ) as response:
            return http.understood(response, read) if says else read(response)
    except OutcomeUnknown as error:
        if says:
            raise
        raise _unreachable() from error
    except RequestException as error:
        raise http.lost(error) if says else _unreachable() from error


def _unreachable() -> ChannelUnavailable:
    return ChannelUnavailable("no-file", "The platform could not be reached.")
