"""Schemas of the document as Python's types: objects become TypedDicts."""

import keyword
import textwrap
from collections.abc import Iterator
from typing import Any, Final

Schema = dict[str, Any]

_SCALARS: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_PREFIX: Final = "#/components/schemas/"


def annotation(schema: Schema) -> str:
    """The type of what fits ``schema``, as source; those of components by name."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_PREFIX)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return f"Literal[{', '.join(map(repr, values))}]"
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " | ".join(dict.fromkeys(annotation(each) for each in choices))
    kind = schema.get("type")
    if kind == "null":
        return "None"
    if kind == "array":
        return f"list[{_items(schema)}]"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"dict[str, {annotation(more) if isinstance(more, dict) else 'Any'}]"
    return _SCALARS.get(str(kind), "Any")


def _items(schema: Schema) -> str:
    each = schema.get("prefixItems") or [schema.get("items", {})]
    return " | ".join(dict.fromkeys(annotation(one) for one in each))


def typed_dict(name: str, schema: Schema) -> str:
    """The source of a component."""
    if "properties" not in schema:
        return f"{name} = {annotation(schema)}\n"
    members = {member: _member(member, schema) for member in schema["properties"]}
    if any(keyword.iskeyword(member) for member in members):
        pairs = ", ".join(f"{member!r}: {kind}" for member, kind in members.items())
        return f"{name} = TypedDict({name!r}, {{{pairs}}})\n"
    lines = [f"class {name}(TypedDict):", *docstring(schema.get("description"))]
    for member, kind in members.items():
        lines += comment(schema["properties"][member].get("description"))
        lines.append(f"    {member}: {kind}")
    return "\n".join(lines) + "\n"


def _member(member: str, schema: Schema) -> str:
    kind = annotation(schema["properties"][member])
    return kind if member in schema.get("required", ()) else f"NotRequired[{kind}]"


def docstring(*paragraphs: str | None, indent: str = "    ") -> list[str]:
    lines: list[str] = []
    for paragraph in filter(None, paragraphs):
        plain = " ".join(paragraph.replace("\\", "\\\\").replace('"""', "'''").split())
        first = "" if lines else '"""'
        wrapped = textwrap.wrap(first + plain, 97 - len(indent), break_long_words=False)
        lines += [""] * bool(lines) + [indent + line for line in wrapped]
    if not lines:
        return []
    if len(lines) == 1:
        return [lines[0] + ('"""' if not lines[0].endswith('"') else ' """')]
    return [*lines, f'{indent}"""']


def comment(text: str | None, indent: str = "    ") -> list[str]:
    plain = " ".join((text or "").split())
    return [f"{indent}# {line}" for line in textwrap.wrap(plain, 97 - len(indent))]


def reached(schemas: dict[str, Schema], *users: Any) -> list[str]:
    """Names of the components that ``users`` need, and those that these need."""
    found: set[str] = set()
    new = set(_references(users))
    while new:
        found |= new
        new = {name for known in new for name in _references(schemas[known])} - found
    return sorted(found)


def _references(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        if "$ref" in found and str(found["$ref"]).startswith(_PREFIX):
            yield annotation(found)
        found = list(found.values())
    if isinstance(found, (list, tuple)):
        for each in found:
            yield from _references(each)
