"""The document tells the truth about the routes."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.functions.agent_api.caller import Caller

OPERATIONS = {
    ("get", "/v1/conversations"),
    ("get", "/v1/conversations/{conversation}"),
    ("patch", "/v1/conversations/{conversation}"),
    ("post", "/v1/conversations/{conversation}/read"),
    ("get", "/v1/conversations/{conversation}/consent"),
    ("post", "/v1/conversations/{conversation}/consent"),
    ("get", "/v1/contacts"),
    ("get", "/v1/contacts/{contact}"),
    ("patch", "/v1/contacts/{contact}"),
    ("get", "/v1/contacts/{contact}/timeline"),
    ("get", "/v1/contacts/{contact}/suggestions"),
    ("post", "/v1/contacts/{contact}/merge"),
    ("post", "/v1/contacts/{contact}/unmerge"),
    ("get", "/v1/rules/policy"),
    ("put", "/v1/rules/policy"),
    ("delete", "/v1/rules/policy"),
    ("post", "/v1/conversations/{conversation}/typing"),
    ("get", "/v1/conversations/{conversation}/messages"),
    ("post", "/v1/conversations/{conversation}/messages"),
    ("post", "/v1/notifications"),
    ("get", "/v1/messages/{message}"),
    ("get", "/v1/messages/{message}/why"),
    ("post", "/v1/rules/preview"),
    ("get", "/v1/messages/{message}/attachments/{number}"),
    ("post", "/v1/uploads"),
    ("get", "/v1/templates"),
    ("get", "/v1/templates/{template}"),
    ("post", "/v1/templates/sync"),
    ("post", "/v1/accounts"),
    ("get", "/v1/accounts"),
    ("get", "/v1/accounts/{account}"),
    ("patch", "/v1/accounts/{account}"),
    ("delete", "/v1/accounts/{account}"),
    ("post", "/v1/accounts/{account}/resume"),
    ("get", "/v1/links"),
    ("get", "/v1/links/{name}"),
    ("put", "/v1/links/{name}"),
    ("delete", "/v1/links/{name}"),
    ("get", "/v1/links/{name}/qr"),
    ("get", "/v1/links/{name}/counts"),
    ("post", "/v1/conversations/{conversation}/move"),
    ("post", "/v1/tokens"),
    ("get", "/v1/tokens"),
    ("delete", "/v1/tokens/{token_id}"),
    ("get", "/v1/audit"),
    ("get", "/v1/events"),
    ("get", "/v1/quarantine"),
    ("get", "/v1/quarantine/{kept}"),
    ("get", "/v1/quarantine/{kept}/raw"),
    ("post", "/v1/quarantine/{kept}/replay"),
    ("post", "/v1/quarantine/replay"),
    ("get", "/v1/hours"),
    ("get", "/v1/hours/{name}"),
    ("put", "/v1/hours/{name}"),
    ("delete", "/v1/hours/{name}"),
    ("get", "/v1/rules"),
    ("get", "/v1/rules/{name}"),
    ("put", "/v1/rules/{name}"),
    ("delete", "/v1/rules/{name}"),
    ("get", "/v1/replies"),
    ("get", "/v1/replies/{name}"),
    ("put", "/v1/replies/{name}"),
    ("delete", "/v1/replies/{name}"),
    ("get", "/v1/bots"),
    ("get", "/v1/bots/{name}"),
    ("put", "/v1/bots/{name}"),
    ("delete", "/v1/bots/{name}"),
    ("get", "/v1/agents"),
    ("delete", "/v1/agents/{name}"),
    ("get", "/v1/agents/{name}"),
    ("put", "/v1/agents/{name}"),
    ("put", "/v1/agents/{name}/presence"),
    ("post", "/v1/conversations/{conversation}/assign"),
    ("get", "/v1/macros"),
    ("get", "/v1/macros/{name}"),
    ("put", "/v1/macros/{name}"),
    ("delete", "/v1/macros/{name}"),
    ("post", "/v1/conversations/{conversation}/macros/{name}"),
    ("get", "/v1/labels"),
    ("post", "/v1/conversations/{conversation}/notes"),
    ("get", "/v1/mentions"),
    ("post", "/v1/mentions/read"),
    ("delete", "/v1/labels/{name}"),
    ("get", "/v1/labels/{name}"),
    ("put", "/v1/labels/{name}"),
    ("get", "/v1/teams"),
    ("delete", "/v1/teams/{name}"),
    ("get", "/v1/teams/{name}"),
    ("put", "/v1/teams/{name}"),
}


@cache
def document() -> Any:
    return Caller().get("/v1/openapi.json").body


def operations() -> Iterator[tuple[str, str, Any]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def resolved(response: Any) -> Any:
    name = response.get("$ref", "").removeprefix("#/components/responses/")
    return document()["components"]["responses"][name] if name else response


def contents(operation: Any) -> Iterator[Any]:
    """What is asked and answered with an example."""
    answers = [resolved(response) for response in operation["responses"].values()]
    for said in (operation.get("requestBody", {}), *answers):
        yield from said.get("content", {}).values()


def test_it_is_valid() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document()).iter_errors()] == []
    assert document()["openapi"].startswith("3.1")


def test_every_route_is_described_and_needs_a_token() -> None:
    assert document()["security"] == [{"token": []}]
    assert {(method, path) for method, path, _ in operations()} == OPERATIONS


def test_every_operation_has_a_name_of_its_own_that_stays() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+){1,3}", name)] == []


def test_every_type_has_a_name_of_its_own() -> None:
    # Two classes of one name are told apart by their modules, which would make the client's names.
    names = document()["components"]["schemas"]
    assert [name for name in names if not re.fullmatch("([A-Z][a-z]+)+", name)] == []


def test_every_operation_says_what_it_is_about_and_who_may() -> None:
    for method, path, operation in operations():
        assert operation["summary"] and operation["tags"], f"{method} {path}"
        assert operation["security"][-1]["token"][0] == "admin", f"{method} {path}"


def test_every_operation_documents_success_and_what_anybody_may_be_answered() -> None:
    for method, path, operation in operations():
        statuses = set(operation["responses"])
        wanted = {"401", "403", "422", "429", "503"}
        if "requestBody" in operation:
            wanted |= {"400", "413", "415"}
        assert wanted <= statuses, f"{method} {path}"
        assert any(status < "400" for status in statuses), f"{method} {path}"
        assert "500" not in statuses, f"{method} {path}"


@pytest.mark.parametrize("status", ["401", "403", "413", "429", "503"])
def test_what_api_gateway_answers_itself_is_said_once_and_referred_to(status: str) -> None:
    referred = {
        operation["responses"][status]["$ref"]
        for _, _, operation in operations()
        if status in operation["responses"]
    }
    (reference,) = referred
    schema = resolved({"$ref": reference})["content"]["application/json"]["schema"]
    assert schema["required"] == ["message"]


def test_every_body_has_an_example_that_fits() -> None:
    components = {"components": document()["components"]}
    for method, path, operation in operations():
        for media in contents(operation):
            validator = OAS31Validator({**media["schema"], **components})
            wrong = [error.message for error in validator.iter_errors(media["example"])]
            assert wrong == [], f"{method} {path}"
            assert media["example"] not in ({}, None), f"{method} {path}"


def test_every_parameter_is_explained() -> None:
    unexplained = {
        f"{operation['operationId']}: {parameter['name']}"
        for _, _, operation in operations()
        for parameter in operation["parameters"]
        if not parameter.get("description")
    }
    assert unexplained == set()


def test_what_is_only_answered_is_always_whole() -> None:
    detail = document()["components"]["schemas"]["ConversationDetail"]
    assert set(detail["required"]) == set(detail["properties"])
