"""The registry of templates by the API: one of them, and asking the platforms now."""

from typing import Any

import pytest

from shared import settings, table
from shared.keys import single
from shared.templates import approved
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller
from tests.machines import Lambdas, lambdas

__all__ = ["lambdas"]

PATH = "/v1/templates/sync"


@pytest.fixture
def order(cloud: Any, the_time: SteppingClock) -> str:
    """The id of a template whose name is any text."""
    whose = {"channel": "wechat", "account": "main", "name": "订单: #1/2", "language": "zh_CN"}
    item = {"kind": "template", "status": "APPROVED", "synced_at": 1, "body": "{{1}}", **whose}
    table.put({"pk": approved.PK, "sk": single.template_sk(**whose), **item})
    [listed] = Caller().get("/v1/templates").body["items"]
    return str(listed["id"])


def test_one_template_is_read_by_its_id(order: str) -> None:
    one = Caller().get(f"/v1/templates/{order}")
    assert (one.status, one.body["name"], one.body["id"]) == (200, "订单: #1/2", order)
    assert Caller(channels="line").get(f"/v1/templates/{order}").problem == "not-found"


@pytest.mark.parametrize("ident", ["YQ", "A", "_w", "d2VjaGF0Og"])
def test_what_is_no_template_is_not_found(order: str, ident: str) -> None:
    assert Caller().get(f"/v1/templates/{ident}").problem == "not-found"


def test_an_admin_has_the_platforms_asked_now(
    lambdas: Lambdas, monkeypatch: pytest.MonkeyPatch, the_time: SteppingClock
) -> None:
    monkeypatch.setenv("SYNC_TEMPLATES_FUNCTION", "SyncTemplatesFunction")
    settings.settings.cache_clear()
    admin = Caller(scope="admin")
    answer = admin.post(PATH, {"channel": "whatsapp"})
    assert (answer.status, answer.body) == (202, {"channels": ["whatsapp"]})
    assert lambdas.invoked == ["SyncTemplatesFunction"]
    assert len(admin.post(PATH, {}).body["channels"]) > 1
    [last, first] = admin.get("/v1/audit").body["items"]
    assert (first["did"], first["what"], first["by"]) == ("synced", "templates", last["by"])


def test_only_an_admin_of_the_channel_has_it_asked(cloud: Any, the_time: SteppingClock) -> None:
    assert Caller().post(PATH, {}).problem == "forbidden"
    narrow = Caller(scope="admin", channels="sms")
    assert narrow.post(PATH, {}).body == {"channels": ["sms"]}
    assert narrow.post(PATH, {"channel": "whatsapp"}).problem == "forbidden"
    assert narrow.post(PATH, {"channel": "line"}).problem == "invalid-request"
