"""The client's source, made of the document."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.client.methods import answered, asked, methods
from tests.client.types import reached, typed_dict

FOLDER: Final = Path(__file__).parents[2] / "threadline_client"
_MADE: Final = "Made of the OpenAPI document by `make client`."


def source(document: Mapping[str, Any]) -> dict[str, str]:
    """The files of the client that are made, by name."""
    schemas = document["components"]["schemas"]
    operations = list(_operations(document))
    bodies = [(asked(one), answered(one)) for _, _, one in operations]
    names = reached(schemas, bodies)
    types = [typed_dict(name, schemas[name]) for name in names]
    calls = [call for verb, path, one in operations for call in methods(verb, path, one, schemas)]
    return {
        "models.py": _formatted(_models(types)),
        "client.py": _formatted(_client(calls, names)),
    }


def write(document: Mapping[str, Any]) -> None:
    for name, text in source(document).items():
        (FOLDER / name).write_text(text)


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in document["paths"].items():
        for verb, operation in found.items():
            yield verb, path, operation


def _models(types: list[str]) -> str:
    head = f'"""What is asked and answered. {_MADE}"""\n\n'
    # Types come in the order of their names.
    head += "from __future__ import annotations\n\n"
    head += "from typing import Any, Literal, NotRequired, TypedDict\n\n\n"
    return head + "\n\n".join(types)


def _client(calls: list[str], names: list[str]) -> str:
    text = "\n".join(calls)
    used = [name for name in names if _mentions(text, name)]
    return (
        f'"""Every operation of the agent API. {_MADE}"""\n\n'
        "from collections.abc import Iterator\n"
        "from typing import Literal\n"
        "\n"
        "from threadline_client.calling import Caller, filled, new_key, pages\n"
        f"from threadline_client.models import {', '.join(used)}\n\n\n"
        "class Client(Caller):\n"
        '    """Methods are named as the document\'s operations, and may raise Refused."""\n\n'
        f"{text}"
    )


def _mentions(text: str, name: str) -> bool:
    return any(f"{before}{name}{after}" in text for before in ": [>|" for after in ":],) =|\n")


def _formatted(text: str) -> str:
    """As `make format` leaves it."""
    for command in (("check", "--fix", "--quiet", "--select=I,F401"), ("format", "--quiet")):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "ruff",
                *command,
                "--stdin-filename",
                "threadline_client/made.py",
                "-",
            ],
            input=text,
            capture_output=True,
            text=True,
            cwd=FOLDER.parent,
            check=True,
        )
        text = done.stdout
    return text
