"""Route by scope by token: every route there is, called with every kind of token."""

import time
from collections.abc import Iterator
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from functions.agent_api.access import ADMINISTER, GOVERN, READ, WRITE
from functions.authorizer import authorize
from shared import tokens
from tests.clock import SteppingClock
from tests.expansion import expanded
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation, said
from tests.functions.agent_api.routes import Operation, operations
from tests.functions.authorizer.fake_issuer import FakeIssuer, trusted

NEEDS: Final = {"read": READ, "write": WRITE, "administer": ADMINISTER, "govern": GOVERN}
# Settings are read by all and written by admins of everything; what agents do, agents may. A route
# that is otherwise is named here.
OTHERWISE: Final = {
    "GET /v1/audit": "govern",
    "GET /v1/quarantine/{kept}/raw": "administer",
    "POST /v1/quarantine/{kept}/replay": "administer",
    "POST /v1/quarantine/replay": "administer",
    "GET /v1/tokens": "administer",
    "POST /v1/tokens": "administer",
    "DELETE /v1/tokens/{token_id}": "administer",
    "POST /v1/accounts": "administer",
    "PATCH /v1/accounts/{account}": "administer",
    "DELETE /v1/accounts/{account}": "administer",
    "POST /v1/accounts/{account}/resume": "administer",
    "POST /v1/rules/preview": "administer",
    "POST /v1/templates/sync": "administer",
    "PUT /v1/agents/{name}/presence": "write",
}
FOR_AGENTS: Final = (
    "/v1/contacts",
    "/v1/conversations",
    "/v1/mentions",
    "/v1/notifications",
    "/v1/uploads",
)
ROUTES: Final = pytest.mark.parametrize("route", operations(), ids=str)
# What each scope may: it is refused everything else with 403.
MAY: Final = {
    "readonly": {"read"},
    "agent": {"read", "write"},
    "admin": {"read", "write", "administer", "govern"},
}


def expected(route: Operation) -> str:
    """The need of a route as this page would have it."""
    if str(route) in OTHERWISE:
        return OTHERWISE[str(route)]
    if route.method == "GET":
        return "read"
    return "write" if route.path.startswith(FOR_AGENTS) else "govern"


def made(scope: str, channels: list[str] | None = None, **more: Any) -> tuple[Any, str]:
    agent = {"agent": "ana"} if scope == "agent" else {}
    said_of = {"scope": scope, "channels": channels or [], **agent, **more}
    return tokens.issue(said_of, by="admin:aws")


@pytest.fixture
def issuer(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeIssuer]:
    with trusted({"ec": ec.generate_private_key(ec.SECP256R1())}, monkeypatch) as found:
        yield found


@pytest.fixture
def bearers(issuer: FakeIssuer) -> dict[str, str]:
    """Each kind of token that works: ours and the issuer's, of everything and narrowed."""
    found: dict[str, str] = {}
    for scope in tokens.SCOPES:
        found[scope] = made(scope)[1]
        found[f"{scope} of whatsapp"] = made(scope, ["whatsapp"])[1]
        claims = {"threadline_scope": scope}
        found[f"{scope} by JWT"] = issuer.token("ec", **claims)
        narrow = {**claims, "threadline_channels": "whatsapp"}
        found[f"{scope} of whatsapp by JWT"] = issuer.token("ec", **narrow)
    return found


def may(kind: str, need: str) -> bool:
    """What holds for all channels is not for who has some."""
    return need in MAY[kind.split()[0]] and not (need == "govern" and "whatsapp" in kind)


def authorized(bearer: str | None) -> dict[str, Any] | None:
    """The context that the API gets for the token, None if API Gateway refuses it."""
    headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
    answer = authorize.lambda_handler({"headers": headers}, None)
    return answer["context"] if answer["isAuthorized"] else None


def call(context: dict[str, Any], route: Operation, **places: str) -> Answer:
    return Caller(**context).call(route.method, route.at(**places), route.query, route.body)


@ROUTES
def test_every_route_declares_the_need_that_such_routes_have(route: Operation) -> None:
    assert route.need == NEEDS[expected(route)]


def test_every_route_answers_each_scope_as_it_declares(bearers: dict[str, str]) -> None:
    """A body that is wrong is told only to who may call the route at all."""
    wrong = []
    callers = {kind: authorized(bearer) for kind, bearer in bearers.items()}
    for kind, context in callers.items():
        assert context is not None
        for route in operations():
            answer = call(context, route)
            if (answer.status == 403) is may(kind, expected(route)) or answer.status in (401, 500):
                wrong.append((kind, str(route), answer.status))
    assert not wrong


def test_no_route_takes_a_token_that_is_missing_unknown_revoked_expired_or_forged(
    bearers: dict[str, str], issuer: FakeIssuer, the_time: SteppingClock
) -> None:
    """API Gateway asks about the token alone, the same for every path."""
    entry, revoked = made("admin")
    tokens.revoke(entry, by="admin:aws")
    _, expired = made("admin", days=1)
    assert authorized(expired) is not None
    the_time.advance(hours=24)
    over = issuer.token("ec", exp=int(time.time()) - 60)
    forged = issuer.signed("ec", ec.generate_private_key(ec.SECP256R1()))
    for bearer in (None, "unknown", revoked, expired, over, forged):
        assert authorized(bearer) is None


def test_api_gateway_asks_about_the_token_for_every_path_but_the_description() -> None:
    resources = expanded()
    paths = resources["AgentApi"]["Properties"]["Body"]["paths"]
    asked = {
        (method, path): route.get("security") == [{"Token": []}]
        for path, methods in paths.items()
        for method, route in methods.items()
    }
    assert asked[("x-amazon-apigateway-any-method", "/v1/{proxy+}")]
    assert asked[("get", "/v1/events")]
    assert [place for place, yes in asked.items() if not yes] == [("get", "/v1/openapi.json")]


def test_what_is_on_another_channel_is_not_there_for_a_narrowed_token(
    cloud: Any, the_time: SteppingClock
) -> None:
    summary = conversation("thread", the_time.now)
    ident = str(summary["pk"]).removeprefix("C#")
    said(ident, "first", the_time.now)
    places = {"conversation": ident, "contact": ident, "message": f"{ident}.{the_time.now}.first"}
    context = authorized(made("admin", ["sms"])[1])
    assert context is not None
    for route in operations():
        if any(f"{{{name}}}" in route.path for name in places):
            answer = call(context, route, **places)
            assert (answer.status, answer.problem) == (404, "not-found"), str(route)
