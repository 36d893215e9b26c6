"""Accounts: registered once, and told with everything that is left to do. Never a secret."""

from typing import Any

import pytest

from shared import table
from shared.account_needs import NEEDS
from shared.accounts import PK
from shared.channels import CHANNELS
from shared.settings import settings
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Caller

NEW = {"channel": "whatsapp", "account": "main", "platform_id": "106540352242922"}


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.setenv("WEBHOOK_URL", "https://hooks.example")
    settings.cache_clear()
    return Caller(scope="admin")


def test_the_answer_names_address_secret_and_steps(admin: Caller) -> None:
    answer = admin.post("/v1/accounts", {**NEW, "name": "Shop", "credential_set": "meta"})
    assert answer.status == 201
    made = answer.body
    assert made["id"] == "whatsapp:main"
    assert (made["name"], made["credential_set"]) == ("Shop", "meta")
    assert made["webhook_url"] == "https://hooks.example/webhooks/whatsapp/meta"
    assert made["secret"]["name"] == "threadline/whatsapp/meta"
    assert made["secret"]["accounts"] == {"106540352242922": "main"}
    needed = [field["name"] for field in made["secret"]["fields"] if field["needed"]]
    assert needed == ["app_secret", "verify_token", "access_token"]
    steps = "\n".join(made["next_steps"])
    assert "WhatsappAccounts names meta" in steps
    assert made["webhook_url"] in steps
    assert "make doctor ACCOUNT=whatsapp/main" in steps
    assert made["created_at"] == "2026-01-01T00:00:00.000Z"


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_every_channels_account_can_be_registered(admin: Caller, channel: str) -> None:
    made = admin.post("/v1/accounts", {**NEW, "channel": channel}).body
    assert made["credential_set"] == "main"
    assert [f["name"] for f in made["secret"]["fields"]] == [f.name for f in NEEDS[channel].fields]
    assert not [
        step for step in made["next_steps"] if "{" in step.replace('{"', "").replace(": {", "")
    ]


def test_an_address_of_its_own_is_the_one_that_is_told(admin: Caller) -> None:
    made = admin.post("/v1/accounts", {**NEW, "public_url": "https://chat.example/"}).body
    assert made["webhook_url"] == "https://chat.example/webhooks/whatsapp/main"


def test_what_is_kept_is_what_was_told_and_no_more(admin: Caller) -> None:
    admin.post("/v1/accounts", NEW)
    item = table.get(PK, "whatsapp:main")
    assert item is not None
    assert set(item) == {*NEW, "pk", "sk", "kind", "credential_set", "created_at", "by", "rev"}


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"channel": "fax"}, "#/channel"),
        ({"account": "Main"}, "#/account"),
        ({"account": "a" * 33}, "#/account"),
        ({"credential_set": "a/b"}, "#/credential_set"),
        ({"platform_id": ""}, "#/platform_id"),
        ({"public_url": "http://chat.example"}, "#/public_url"),
        ({"public_url": "https://chat.example/?a=b"}, "#/public_url"),
        ({"app_secret": "x"}, "#/app_secret"),
    ],
)
def test_what_cannot_be_an_account_is_refused(
    admin: Caller, more: dict[str, str], pointer: str
) -> None:
    answer = admin.post("/v1/accounts", {**NEW, **more})
    assert (answer.status, answer.problem) == (422, "invalid-request")
    assert answer.body["errors"][0]["pointer"] == pointer


def test_an_account_is_registered_once(admin: Caller) -> None:
    assert admin.post("/v1/accounts", NEW).status == 201
    again = admin.post("/v1/accounts", {**NEW, "platform_id": "2"})
    assert (again.status, again.problem) == (409, "account-exists")
    assert admin.get("/v1/accounts/whatsapp:main").body["platform_id"] == NEW["platform_id"]


def test_the_same_key_and_body_give_the_same_answer(admin: Caller, the_time: SteppingClock) -> None:
    first = admin.post("/v1/accounts", NEW, key="k")
    the_time.advance(minutes=5)
    again = admin.post("/v1/accounts", NEW, key="k")
    assert (again.status, again.body) == (201, first.body)
    other = admin.post("/v1/accounts", {**NEW, "account": "two"}, key="k")
    assert (other.status, other.problem) == (409, "idempotency-mismatch")
    taken = admin.post("/v1/accounts", NEW, key="another")
    assert (taken.status, taken.problem) == (409, "account-exists")
    assert admin.get("/v1/accounts/whatsapp:two").problem == "not-found"


@pytest.mark.parametrize("scope", ["agent", "readonly"])
def test_only_an_admin_registers_and_everybody_may_look(admin: Caller, scope: str) -> None:
    caller = Caller(scope=scope)
    assert caller.post("/v1/accounts", NEW).problem == "forbidden"
    admin.post("/v1/accounts", NEW)
    assert caller.get("/v1/accounts/whatsapp:main").status == 200


def test_accounts_are_listed_page_by_page(admin: Caller) -> None:
    names = ["a", "a-2", "b", "main"]
    for name in reversed(names):
        admin.post("/v1/accounts", {**NEW, "account": name})
    admin.post("/v1/accounts", {**NEW, "channel": "sms"})
    found, cursor = list[str](), None
    while True:
        query: dict[str, str | int] = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = admin.get("/v1/accounts", **query).body
        found += [item["id"] for item in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert found == ["sms:main", *(f"whatsapp:{name}" for name in names)]
    only = admin.get("/v1/accounts", channel="sms").body
    assert [item["id"] for item in only["items"]] == ["sms:main"]
    assert admin.get("/v1/accounts", channel="whatsapp", cursor="x").problem == "invalid-cursor"


def test_a_token_of_another_channel_neither_sees_nor_registers(admin: Caller) -> None:
    admin.post("/v1/accounts", NEW)
    other = Caller(scope="admin", channels="sms")
    assert other.get("/v1/accounts").body["items"] == []
    assert other.get("/v1/accounts/whatsapp:main").problem == "not-found"
    assert other.post("/v1/accounts", {**NEW, "account": "two"}).problem == "invalid-request"


def test_an_account_that_is_not_there_is_not_found(admin: Caller) -> None:
    assert admin.get("/v1/accounts/whatsapp:main").problem == "not-found"
    assert admin.get("/v1/accounts/fax:main").problem == "not-found"
