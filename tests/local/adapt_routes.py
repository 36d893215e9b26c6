"""Adaptation 1: HTTP APIs as routes instead of an OpenAPI document.

SAM turns ``HttpApi`` events into one ``Body`` of the API, an OpenAPI document that API Gateway
reads. The engine ignores it: the stack is complete and has no route at all. The same can be said
with Route, Integration and Authorizer resources, which it knows; this writes the one as the other.
"""

import re
from collections.abc import Iterator
from typing import Any

Resources = dict[str, Any]

_API = "AWS::ApiGatewayV2::Api"
_AUTHORIZER_FIELDS = {
    "authorizerUri": "AuthorizerUri",
    "authorizerPayloadFormatVersion": "AuthorizerPayloadFormatVersion",
    "enableSimpleResponses": "EnableSimpleResponses",
}


def adapt(resources: Resources) -> Resources:
    """The same resources with every API's ``Body`` unrolled."""
    adapted: Resources = {}
    for name, resource in resources.items():
        if resource["Type"] != _API or "Body" not in resource["Properties"]:
            adapted[name] = resource
            continue
        properties = dict(resource["Properties"])
        body = properties.pop("Body")
        properties.pop("FailOnWarnings", None)
        properties |= {"ProtocolType": "HTTP", "Name": properties.get("Name", name)}
        adapted[name] = {**resource, "Properties": properties}
        adapted |= _unrolled(name, resource, body)
    return adapted


def _unrolled(api: str, resource: dict[str, Any], body: dict[str, Any]) -> Resources:
    made: Resources = {}
    schemes = body.get("components", {}).get("securitySchemes", {})
    for scheme, description in schemes.items():
        found = description["x-amazon-apigateway-authorizer"]
        made[_logical(api, scheme, "Authorizer")] = _authorizer(api, scheme, found)
    for path, method, operation in _operations(body):
        name = _logical(api, method, path)
        found = operation["x-amazon-apigateway-integration"]
        made[name + "Integration"] = _integration(api, found)
        security = operation.get("security", body.get("security", []))
        guards = [scheme for entry in security for scheme in entry if scheme in schemes]
        made[name + "Route"] = _route(api, path, method, name + "Integration", guards)
    if "Condition" in resource:
        made = {name: {**it, "Condition": resource["Condition"]} for name, it in made.items()}
    return made


def _operations(body: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description; what a condition switches off is ``Fn::If`` here."""
    for path, methods in body.get("paths", {}).items():
        for method, operation in _chosen(methods).items():
            described = _chosen(operation)
            if isinstance(described, dict) and "x-amazon-apigateway-integration" in described:
                yield path, method, described


def _chosen(value: Any) -> Any:
    """The branch of an ``Fn::If`` that holds something: channels are on, locally."""
    if isinstance(value, dict) and set(value) == {"Fn::If"}:
        return _chosen(value["Fn::If"][1])
    return value


def _authorizer(api: str, scheme: str, found: dict[str, Any]) -> dict[str, Any]:
    properties = {new: found[old] for old, new in _AUTHORIZER_FIELDS.items() if old in found}
    source = found.get("identitySource", [])
    # One string with commas in OpenAPI's own examples, a list from SAM.
    properties["IdentitySource"] = source.split(",") if isinstance(source, str) else source
    if "authorizerResultTtlInSeconds" in found:
        properties["AuthorizerResultTtlInSeconds"] = found["authorizerResultTtlInSeconds"]
    return {
        "Type": "AWS::ApiGatewayV2::Authorizer",
        "Properties": {
            "ApiId": {"Ref": api},
            "Name": scheme,
            "AuthorizerType": found["type"].upper(),
            **properties,
        },
    }


def _integration(api: str, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::ApiGatewayV2::Integration",
        "Properties": {
            "ApiId": {"Ref": api},
            "IntegrationType": found["type"].upper(),
            "IntegrationUri": found["uri"],
            "PayloadFormatVersion": found.get("payloadFormatVersion", "2.0"),
        },
    }


def _route(api: str, path: str, method: str, target: str, guards: list[str]) -> dict[str, Any]:
    verb = "ANY" if method == "x-amazon-apigateway-any-method" else method.upper()
    properties: dict[str, Any] = {
        "ApiId": {"Ref": api},
        "RouteKey": "$default" if path == "/$default" else f"{verb} {path}",
        "Target": {"Fn::Join": ["/", ["integrations", {"Ref": target}]]},
    }
    if guards:
        guard = _logical(api, guards[0], "Authorizer")
        properties |= {"AuthorizationType": "CUSTOM", "AuthorizerId": {"Ref": guard}}
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties}


def _logical(*parts: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", " ".join(parts))
    return "".join(word[0].upper() + word[1:] for word in words)
