"""The document tells the truth about the routes."""

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


def test_every_route_is_described_and_needs_a_token() -> None:
    document = Caller().get("/v1/openapi.json").body
    assert document["openapi"].startswith("3.1")
    assert document["security"] == [{"token": []}]
    assert {
        (method, path) for path, methods in document["paths"].items() for method in methods
    } == OPERATIONS


def test_every_operation_documents_its_problems() -> None:
    document = Caller().get("/v1/openapi.json").body
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            problems = {
                status
                for status, response in operation["responses"].items()
                if "application/problem+json" in response.get("content", {})
            }
            assert "403" in problems, f"{method} {path}"
