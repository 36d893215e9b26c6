"""The routes of a deployed HTTP API and which of them a request falls on."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from tests.local.cloud import Cloud


@dataclass(frozen=True, slots=True)
class Authorizer:
    function: str
    identity_header: str  # lower case
    keeps_s: int  # how long an answer holds for the same identity


@dataclass(frozen=True, slots=True)
class Route:
    key: str  # "POST /webhooks/whatsapp/{account}"
    function: str
    authorizer: Authorizer | None = None

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """The path's parameters, or None if this is not its route."""
        if self.key == "$default":
            return {}
        verb, _, template = self.key.partition(" ")
        if verb not in ("ANY", method):
            return None
        found = re.fullmatch(_expression(template), path)
        return {k: unquote(v) for k, v in found.groupdict().items()} if found else None

    @property
    def vagueness(self) -> tuple[int, int, int]:
        """Sorts as API Gateway prefers: full match, then one with ``{x+}``, then ``$default``."""
        verb, _, template = self.key.partition(" ")
        kind = 2 if self.key == "$default" else int("+}" in template)
        return kind, template.count("{"), int(verb == "ANY")


def chosen(routes: list[Route], method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The most specific route that fits, with the path's parameters."""
    for route in sorted(routes, key=lambda each: each.vagueness):
        if (parameters := route.match(method, path)) is not None:
            return route, parameters
    return None


def deployed(cloud: Cloud, api: str) -> list[Route]:
    """What the engine has of an API."""
    gateway = cloud.client("apigatewayv2")
    integrations = {
        each["IntegrationId"]: _function(each["IntegrationUri"])
        for each in gateway.get_integrations(ApiId=api)["Items"]
    }
    authorizers = {
        each["AuthorizerId"]: _authorizer(each)
        for each in gateway.get_authorizers(ApiId=api)["Items"]
    }
    return [
        Route(
            each["RouteKey"],
            integrations[each["Target"].removeprefix("integrations/")],
            authorizers.get(each.get("AuthorizerId") or ""),
        )
        for each in gateway.get_routes(ApiId=api)["Items"]
    ]


def _authorizer(found: dict[str, Any]) -> Authorizer:
    source = found["IdentitySource"][0]
    return Authorizer(
        function=_function(found["AuthorizerUri"]),
        identity_header=source.removeprefix("$request.header.").lower(),
        keeps_s=found.get("AuthorizerResultTtlInSeconds", 0),
    )


def _function(uri: str) -> str:
    found = re.search(r":function:([^/:]+)", uri)
    if not found:
        raise ValueError(f"no function in {uri}")
    return found[1]


def _expression(template: str) -> str:
    parts = re.split(r"(\{\w+\+?\})", template)
    return "".join(_part(part) for part in parts)


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    name = part.strip("{}+")
    return f"(?P<{name}>{'.+' if part.endswith('+}') else '[^/]+'})"
