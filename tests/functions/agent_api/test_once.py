"""Every POST takes an Idempotency-Key, and answers it the same way again."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import pytest

from functions.agent_api import once
from functions.agent_api.access import Principal
from functions.agent_api.issuing import issued
from shared import aws, table
from shared.errors import Unavailable
from shared.keys import single
from tests.clock import SteppingClock
from tests.concurrency import one_call_at_a_time
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation
from tests.functions.agent_api.everything import BODIES, OTHER, make
from tests.functions.agent_api.routes import operations
from tests.shared import contents_of

POSTS: Final = [route for route in operations() if route.method == "POST"]


def _same(answer: Answer) -> Any:
    """Without what is fresh each time: a link to put a file to."""
    if not isinstance(answer.body, dict):
        return answer.body
    return {n: value for n, value in answer.body.items() if n not in ("url", "expires_at")}


class Played:
    """Stands in for the function that plays a day: it was asked so often."""

    def __init__(self) -> None:
        self.asked = 0

    def invoke(self, **_: Any) -> Any:
        self.asked += 1
        found = {"looked_at": self.asked, "different": [], "next": None}
        return {"Payload": _Read(json.dumps(found).encode())}


class _Read:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def read(self) -> bytes:
        return self.body


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    made = Played()
    client = aws.client
    monkeypatch.setattr(
        aws, "client", lambda name, *more: made if name == "lambda" else client(name, *more)
    )
    return made


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    return Caller(scope="admin", agent="ana")


def test_every_post_says_so_in_the_document() -> None:
    for route in POSTS:
        named = [p for p in route.parameters("header") if p["name"].lower() == "idempotency-key"]
        assert len(named) == 1, str(route)
        assert {"409", "422"} <= set(route.said["responses"]), str(route)


def test_the_same_key_and_body_give_the_same_answer_and_another_body_none(
    admin: Caller, the_time: SteppingClock, played: Played
) -> None:
    """A route that takes no body is told apart by what its path names."""
    places, elsewhere = make(the_time), {"conversation": OTHER, "kept": "another"}
    for route in POSTS:
        body, another = BODIES.get(str(route), (None, None))
        path = route.at(**places)
        first = admin.post(path, body, key="k1")
        assert first.status < 300, (route, first)
        the_time.advance(seconds=1)
        again = admin.post(path, body, key="k1")
        assert (again.status, _same(again)) == (first.status, _same(first)), route
        refused = admin.post(path if another else route.at(**elsewhere), another, key="k1")
        assert (refused.status, refused.problem) == (409, "idempotency-mismatch"), route
        assert admin.post(path, body, key="x" * 256).status == 422, route


def test_an_answer_that_is_given_again_is_not_made_again(admin: Caller, played: Played) -> None:
    for spelt in ('{"day": "2025-12-31", "limit": 5}', '{"limit":5,"day":"2025-12-31"}'):
        assert admin.post("/v1/rules/preview", spelt, key="k1").body["looked_at"] == 1
    assert played.asked == 1
    assert admin.post("/v1/rules/preview", {"day": "2025-12-31"}).body["looked_at"] == 2
    another = Caller(scope="admin", token="another")
    assert another.post("/v1/rules/preview", {"day": "2025-12-31"}, key="k1").status == 200
    assert played.asked == 3


def test_a_refusal_is_not_kept(admin: Caller, the_time: SteppingClock) -> None:
    path = f"/v1/conversations/{'thread'.ljust(26, 'a')}/typing"
    assert admin.post(path, key="k1").problem == "not-found"
    conversation("thread", the_time.now)
    assert admin.post(path, key="k1").status == 202


def test_a_path_that_there_is_not_takes_no_key(cloud: Any, admin: Caller) -> None:
    before = contents_of.table(cloud)
    assert admin.post("/v1/nothing", {}, key="k1").problem == "not-found"
    assert contents_of.table(cloud) == before


def test_while_one_is_being_answered_the_same_is_told_to_come_back(
    admin: Caller, played: Played
) -> None:
    within: list[Any] = []
    invoke = played.invoke

    def meanwhile(**more: Any) -> Any:
        if not within:
            within.append(admin.post("/v1/rules/preview", {"day": "2025-12-31"}, key="k1"))
        return invoke(**more)

    played.invoke = meanwhile  # type: ignore[method-assign]
    first = admin.post("/v1/rules/preview", {"day": "2025-12-31"}, key="k1")
    assert (within[0].status, within[0].problem) == (409, "in-progress")
    assert within[0].headers["Retry-After"] == "1"
    assert admin.post("/v1/rules/preview", {"day": "2025-12-31"}, key="k1").body == first.body


def test_a_key_whose_function_died_is_free_after_a_minute(
    admin: Caller, played: Played, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    body = {"day": "2025-12-31"}
    with monkeypatch.context() as dying:
        dying.setattr(once, "_keep", dies)
        with pytest.raises(KeyboardInterrupt):
            admin.post("/v1/rules/preview", body, key="k1")
    assert admin.post("/v1/rules/preview", body, key="k1").problem == "in-progress"
    the_time.advance(seconds=60)
    assert admin.post("/v1/rules/preview", body, key="k1").body["looked_at"] == 2
    assert admin.post("/v1/rules/preview", body, key="k1").body["looked_at"] == 2


@pytest.mark.parametrize("how", ["busy", "large"])
def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    admin: Caller, played: Played, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def busy(*_: Any) -> None:
        raise Unavailable("busy")

    if how == "busy":
        monkeypatch.setattr(table, "update", busy)
    else:
        monkeypatch.setattr(once, "_LONGEST_ANSWER", 5)
    assert admin.post("/v1/rules/preview", {"day": "2025-12-31"}, key="k1").status == 200


class TestTokens:
    def test_the_same_key_shows_the_same_token_which_is_kept_nowhere(self, admin: Caller) -> None:
        first = admin.post("/v1/tokens", {"scope": "readonly"}, key="k1").body
        assert admin.post("/v1/tokens", {"scope": "readonly"}, key="k1").body == first
        assert len(admin.get("/v1/tokens").body["items"]) == 1
        assert len(admin.get("/v1/audit").body["items"]) == 1
        scan = aws.client("dynamodb").scan(TableName="threadline")["Items"]
        assert first["token"] not in json.dumps(scan)

    def test_another_caller_key_or_time_makes_another(
        self, admin: Caller, the_time: SteppingClock
    ) -> None:
        def make(caller: Caller, key: str | None) -> str:
            return str(caller.post("/v1/tokens", {"scope": "readonly"}, key=key).body["token"])

        made = {make(admin, "k1"), make(admin, "k2"), make(admin, None), make(admin, None)}
        made.add(make(Caller(scope="admin", token="another"), "k1"))
        table.delete(*single.idempotency_key(admin.token, "token", "k1"))  # as TTL does
        made.add(make(admin, "k1"))
        assert len(made) == 6

    def test_many_at_once_make_one(self, admin: Caller) -> None:
        caller = Principal("first", "admin", "", frozenset())

        def make(_: int) -> str:
            return issued({"scope": "readonly"}, caller, "k1", "hash")[1]

        with one_call_at_a_time(), ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(make, range(24)))) == 1
        assert len(admin.get("/v1/tokens").body["items"]) == 1
        assert len(admin.get("/v1/audit").body["items"]) == 1
