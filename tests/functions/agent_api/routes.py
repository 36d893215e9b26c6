"""Every route of the API, as its own document tells of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from functions.agent_api import openapi
from functions.agent_api.app import app
from tests.functions.agent_api.everything import BODIES, QUERIES

# A name or id that each parameter of a path takes, of something that is not there.
_PLACES: Final = {
    "account": "whatsapp:main",
    "contact": "a" * 26,
    "conversation": "a" * 26,
    "message": f"{'a' * 26}.1767225600000.first",
    "number": "0",
    "token_id": "a" * 26,
}


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    said: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def need(self) -> Any:
        """The alternatives that it declares; None if it declares none."""
        return self.said.get("security")

    @property
    def body(self) -> Any:
        """What is sent to it; None where it takes none."""
        body, _ = BODIES.get(str(self), ({}, None))
        return body if "requestBody" in self.said else None

    @property
    def query(self) -> dict[str, str | int]:
        """What must be asked for."""
        return dict(QUERIES.get(str(self), {}))

    def at(self, **places: str) -> str:
        """Its path, with ``places`` for parameters, and what is not there for all others."""
        path = self.path
        for parameter in self.parameters("path"):
            name = parameter["name"]
            place = places.get(name) or _PLACES.get(name) or "ana"
            path = path.replace(f"{{{name}}}", place)
        return path

    def parameters(self, where: str) -> list[Any]:
        return [one for one in self.said.get("parameters", ()) if one["in"] == where]


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(_operations())


def _operations() -> Iterator[Operation]:
    for path, methods in json.loads(openapi.document(app))["paths"].items():
        for method, said in methods.items():
            yield Operation(method.upper(), path, said)
