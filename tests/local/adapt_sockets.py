"""Adaptation 5: addresses of WebSocket APIs as the engine serves them.

AWS has a host for each API; the engine has a path for each on its own host, where it takes
connections and, as AWS does, what functions have to say to them.
"""

import re
from typing import Any

_ADDRESS = re.compile(r"wss://(\$\{\w+\})\.execute-api\.[^/]+/")


def adapt(template: dict[str, Any], engine: str) -> dict[str, Any]:
    """The same template with ``wss://<api>.execute-api.…`` at ``engine``, its http address."""
    there = f"ws{engine.removeprefix('http')}/_aws/execute-api/"
    adapted: dict[str, Any] = _adapted(template, there)
    return adapted


def _adapted(value: Any, there: str) -> Any:
    if isinstance(value, list):
        return [_adapted(each, there) for each in value]
    if isinstance(value, dict):
        return {name: _adapted(each, there) for name, each in value.items()}
    if isinstance(value, str):
        return _ADDRESS.sub(lambda found: f"{there}{found[1]}/", value)
    return value
