"""Parameters of a call: from the query, JSON, or a form with or without files.

core.telegram.org/bots/api#making-requests
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from tests.simulator.exchange import Request
from tests.simulator.telegram_answers import bad_request


@dataclass(frozen=True, slots=True)
class Uploaded:
    name: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class Parameters:
    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Uploaded] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """``""`` without one; numbers are taken for text."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def structure(self, name: str) -> Any:
        """An object or a list, in forms serialised once more; None without one."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def parameters_of(request: Request) -> Parameters:
    kind = request.header("content-type").partition(";")[0].strip().lower()
    read = _READERS.get(kind)
    found = read(request) if read and request.body else Parameters()
    return Parameters({**request.query, **found.values}, found.files)


def _json(request: Request) -> Parameters:
    try:
        values = json.loads(request.body)
    except ValueError:
        values = None
    if not isinstance(values, Mapping):
        raise bad_request("can't parse request: not a JSON object")
    return Parameters(dict(values))


def _urlencoded(request: Request) -> Parameters:
    return Parameters(dict(parse_qsl(request.body.decode(), keep_blank_values=True)))


def _multipart(request: Request) -> Parameters:
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + request.body)
    found = Parameters()
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        if part.get_filename() is None:
            found.values[name] = data.decode()
        else:
            filename = str(part.get_filename())
            found.files[name] = Uploaded(filename, part.get_content_type(), data)
    return found


_READERS = {
    "application/json": _json,
    "application/x-www-form-urlencoded": _urlencoded,
    "multipart/form-data": _multipart,
}
