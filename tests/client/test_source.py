"""The client that is kept is the one that the document gives, and reads well."""

import json
from typing import Any

from functions.agent_api import openapi
from functions.agent_api.app import app
from tests.client.methods import methods
from tests.client.source import FOLDER, source
from tests.client.types import annotation, typed_dict

PAGE = {
    "properties": {
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
        "next_cursor": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
    "required": ["items", "next_cursor"],
}


def operation(name: str, **more: Any) -> dict[str, Any]:
    return {"operationId": name, "summary": "A thing", "responses": {"204": {}}, **more}


def answering(schema: Any, status: str = "200") -> dict[str, Any]:
    return {status: {"content": {"application/json": {"schema": schema}}}}


def test_the_kept_client_is_what_the_document_gives() -> None:
    """`make client` writes it anew."""
    made = source(json.loads(openapi.document(app)))
    assert [name for name, text in made.items() if (FOLDER / name).read_text() != text] == []


def test_schemas_become_types() -> None:
    assert annotation({"anyOf": [{"type": "string"}, {"type": "null"}]}) == "str | None"
    assert annotation({"enum": ["in", "out"], "type": "string"}) == "Literal['in', 'out']"
    assert annotation({"type": "array", "items": {"type": "integer"}}) == "list[int]"
    pair = {"type": "array", "prefixItems": [{"type": "string"}, {"type": "string"}]}
    assert annotation(pair) == "list[str]"
    numbers = {"type": "object", "additionalProperties": {"type": "number"}}
    assert annotation(numbers) == "dict[str, float]"
    assert annotation({"type": "object"}) == "dict[str, Any]"
    assert annotation({}) == "Any"


def test_members_that_may_be_left_out_are_marked_and_explained() -> None:
    schema = {
        "description": "What there is.",
        "properties": {"id": {"type": "string"}, "size": {"type": "integer", "description": "kB"}},
        "required": ["id"],
    }
    assert typed_dict("Thing", schema).splitlines() == [
        "class Thing(TypedDict):",
        '    """What there is."""',
        "    id: str",
        "    # kB",
        "    size: NotRequired[int]",
    ]


def test_a_member_may_be_named_like_a_word_of_python() -> None:
    schema = {"properties": {"from": {"type": "string"}}, "required": ["from"]}
    assert typed_dict("Line", schema) == "Line = TypedDict('Line', {'from': str})\n"


def test_a_path_and_a_body_are_given_by_place_and_the_rest_by_name() -> None:
    write = operation(
        "put_thing",
        parameters=[
            {"name": "name", "in": "path", "schema": {"type": "string"}},
            {"name": "If-Match", "in": "header", "schema": {"type": "string"}},
        ],
        requestBody={
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
        },
    )
    (method,) = methods("put", "/v1/things/{name}", write, {})
    first, *_, last = filter(None, method.splitlines())
    assert "(self, name: str, body: Thing, *, if_match: str | None = None) -> None" in first
    assert "filled('/v1/things/{}', name), headers={'If-Match': if_match}, body=body" in last


def test_a_list_can_be_gone_through() -> None:
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    listed = operation(
        "list_things",
        parameters=[cursor],
        responses=answering({"$ref": "#/components/schemas/ThingPage"}),
    )
    found = list(methods("get", "/v1/things", listed, {"ThingPage": PAGE}))
    assert "def list_things(self, *, cursor: str | None = None) -> ThingPage:" in found[0]
    assert "def iterate_things(self) -> Iterator[Thing]:" in found[1]


def test_a_post_has_a_key_of_its_own_and_a_redirection_gives_its_link() -> None:
    key = {"name": "idempotency-key", "in": "header", "schema": {"type": "string"}}
    (method,) = methods("post", "/v1/things", operation("make_thing", parameters=[key]), {})
    assert "{'idempotency-key': idempotency_key or new_key()}" in method
    (link,) = methods("get", "/v1/thing", operation("get_thing", responses={"302": {}}), {})
    assert "-> str:" in link
    picture = operation("get_picture", responses={"200": {"content": {"image/png": {}}}})
    (seen,) = methods("get", "/v1/picture", picture, {})
    assert "-> bytes:" in seen
