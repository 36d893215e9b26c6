"""Operations of the document as methods of a client, one for each operationId."""

import re
from collections.abc import Iterator
from typing import Any, Final

from tests.client.types import Schema, annotation, docstring

Operation = dict[str, Any]

_KEY: Final = "idempotency-key"


def methods(
    verb: str, path: str, operation: Operation, schemas: dict[str, Schema]
) -> Iterator[str]:
    """The method, and for a list one that goes through all of its pages."""
    yield _method(verb, path, operation)
    if items := _items(operation, schemas):
        yield _through_pages(operation, items)


def answered(operation: Operation) -> Schema:
    """Schema of the answer to a success; none where it is no JSON."""
    _, content = _success(operation)
    found: Schema = content.get("application/json", {}).get("schema", {})
    return found


def asked(operation: Operation) -> Schema:
    """Schema of the body; none where there is none."""
    content = operation.get("requestBody", {}).get("content", {})
    found: Schema = content.get("application/json", {}).get("schema", {})
    return found


def _success(operation: Operation) -> tuple[str, Schema]:
    """Its status, and what it may be answered with, by content type."""
    status = min(status for status in operation["responses"] if status < "400")
    return status, operation["responses"][status].get("content", {})


def _kind(operation: Operation) -> str:
    """What a call gives: JSON, the link of a redirection, bytes of another type, or nothing."""
    status, content = _success(operation)
    if status == "302":
        return "str"
    schema = answered(operation)
    return annotation(schema) if schema else "bytes" if content else "None"


def _method(verb: str, path: str, operation: Operation) -> str:
    kind = _kind(operation)
    call = [repr(verb.upper()), _path(path), *_sent(operation)]
    lines = [
        f"    def {operation['operationId']}({', '.join(_parameters(operation))}) -> {kind}:",
        *docstring(
            operation["summary"].rstrip(".") + ".", operation.get("description"), indent=" " * 8
        ),
    ]
    if kind == "None":
        return "\n".join([*lines, f"        self._call({', '.join(call)})", ""])
    lines += [f"        found: {kind} = self._call({', '.join(call)})", "        return found", ""]
    return "\n".join(lines)


def _through_pages(operation: Operation, items: str) -> str:
    name = operation["operationId"]
    kept = [each for each in operation["parameters"] if each["name"] != "cursor"]
    given = [_name(each) for each in kept]
    parameters = ", ".join(_parameters({**operation, "parameters": kept}))
    return "\n".join(
        [
            f"    def {name.replace('list_', 'iterate_', 1)}({parameters}) -> Iterator[{items}]:",
            f'        """All pages of `{name}`; ``limit`` is for each."""',
            f"        return pages({', '.join([f'self.{name}', *(f'{n}={n}' for n in given)])})",
            "",
        ]
    )


def _items(operation: Operation, schemas: dict[str, Schema]) -> str:
    """What a list is of; nothing if it is no list of pages."""
    paged = any(each["name"] == "cursor" for each in _of(operation, "query"))
    if not (paged and operation["operationId"].startswith("list_")):
        return ""
    page = schemas[annotation(answered(operation))]
    return annotation(page["properties"]["items"]["items"])


def _parameters(operation: Operation) -> Iterator[str]:
    yield "self"
    for each in _of(operation, "path"):
        yield f"{_name(each)}: {annotation(each['schema'])}"
    if schema := asked(operation):
        yield f"body: {annotation(schema)}"
    named = [_optional(each) for each in _of(operation, "query", "header")]
    if named:
        yield "*"
        yield from named


def _optional(parameter: Schema) -> str:
    kind, default = annotation(parameter["schema"]), parameter["schema"].get("default") or None
    if parameter.get("required"):
        return f"{_name(parameter)}: {kind}"
    return f"{_name(parameter)}: {kind}{' | None' if default is None else ''} = {default!r}"


def _sent(operation: Operation) -> Iterator[str]:
    for place, word in (("query", "query"), ("header", "headers")):
        sent = [f"{each['name']!r}: {_value(each)}" for each in _of(operation, place)]
        if sent:
            yield f"{word}={{{', '.join(sent)}}}"
    if asked(operation):
        yield "body=body"


def _value(parameter: Schema) -> str:
    name = _name(parameter)
    return f"{name} or new_key()" if parameter["name"].lower() == _KEY else name


def _path(path: str) -> str:
    places = re.findall(r"{(\w+)}", path)
    if not places:
        return repr(path)
    return f"filled({re.sub('{.*?}', '{}', path)!r}, {', '.join(places)})"


def _name(parameter: Schema) -> str:
    return str(parameter["name"]).lower().replace("-", "_")


def _of(operation: Operation, *places: str) -> list[Schema]:
    return [each for each in operation.get("parameters", ()) if each["in"] in places]
