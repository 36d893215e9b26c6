"""A request and what can come back: plain values of the HTTP server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    raw_query: str
    headers: tuple[tuple[str, str], ...]  # as they came: order, letter case and repeats
    body: bytes

    def header(self, name: str) -> str:
        """The first value of a header, ``""`` without one."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.raw_query, keep_blank_values=True))

    @property
    def host(self) -> str:
        return f"http://{self.header('host')}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Silence(Enum):
    """What can come instead of an answer."""

    NEVER = "the connection stays open and nothing comes"
    HANG_UP = "the connection is closed"


Handle = Callable[[Request], Answer | Silence]
