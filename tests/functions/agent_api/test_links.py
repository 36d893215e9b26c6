"""Links into a chat: written, shown as the platform's own and as a picture, and counted."""

import re
from typing import Any

import pytest

from shared import audit, table
from shared.links import counting
from tests.clock import SteppingClock
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.agent_api.conftest import conversation, said

POSTER = {"channel": "whatsapp", "account": "main", "text": "Hello!", "label": "Posters"}
URL = "https://wa.me/34910000000?text=Hello%21%20%28ref%20summer%29"


@pytest.fixture
def admin(cloud: Any, the_time: SteppingClock) -> Caller:
    caller = Caller(scope="admin")
    account(caller, "whatsapp", "106540352242922", "+34910000000")
    return caller


def account(admin: Caller, channel: str, platform_id: str, address: str | None = None) -> Answer:
    new = {"channel": channel, "account": "main", "platform_id": platform_id}
    return admin.post("/v1/accounts", {**new, **({"public_address": address} if address else {})})


def came(name: str, at: int) -> table.Item:
    """Somebody wrote with the code; the summary afterwards."""
    summary = conversation(name, at, first_at=at)
    ident = str(summary["pk"]).removeprefix("C#")
    counting.arrived(summary, said(ident, "first", at, text="(ref summer)"), "summer")
    return table.get(summary["pk"], "A") or {}


def test_a_link_is_shown_as_the_platforms_own(admin: Caller) -> None:
    made = admin.put("/v1/links/summer", POSTER)
    assert made.status == 201
    assert (made.body["url"], made.body["code"]) == (URL, "summer")
    assert (made.body["label"], made.body["updated_by"]) == ("Posters", "admin:ana")
    nobody = {"arrived": 0, "new": 0, "answered": 0, "mean_reply_seconds": None}
    assert made.body["counts"] == nobody
    assert Caller(scope="readonly").get("/v1/links/summer").body == made.body
    assert admin.get("/v1/links").body["items"] == [made.body]


def test_only_admins_write_links_and_an_old_revision_is_refused(admin: Caller) -> None:
    assert Caller().put("/v1/links/summer", POSTER).problem == "forbidden"
    revision = admin.put("/v1/links/summer", POSTER).headers["ETag"]
    admin.put("/v1/links/summer", {**POSTER, "text": "Hi"}, if_match=revision)
    assert admin.put("/v1/links/summer", POSTER, if_match=revision).problem == "changed-since"
    assert admin.delete("/v1/links/summer").status == 204
    assert admin.get("/v1/links/summer").problem == "not-found"


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"channel": "pigeon"}, "#/channel"),
        ({"account": "nowhere"}, "#/account"),
        ({"text": "ñ" * 500}, "#/text"),
        ({"colour": "red"}, "#/colour"),
    ],
)
def test_what_leads_nowhere_is_refused(
    admin: Caller, changed: dict[str, str], pointer: str
) -> None:
    refused = admin.put("/v1/links/summer", {**POSTER, **changed})
    assert refused.problem == "invalid-request"
    assert refused.body["errors"][0]["pointer"] == pointer


def test_what_an_account_lacks_is_told_until_it_has_it(admin: Caller) -> None:
    account(admin, "telegram", "42")
    made = admin.put("/v1/links/bot", {"channel": "telegram", "account": "main"}).body
    assert made["url"] is None
    assert "the bot's username" in made["why_no_url"]
    refused = admin.get("/v1/links/bot/qr")
    assert (refused.status, refused.problem) == (409, "no-link")
    assert "public_address" in refused.body["detail"]
    admin.patch("/v1/accounts/telegram:main", {"public_address": "acme_bot"})
    assert admin.get("/v1/links/bot").body["url"] == "https://t.me/acme_bot?start=bot"


def test_a_link_that_the_platform_makes_itself_is_drawn_as_it_made_it(admin: Caller) -> None:
    account(admin, "wechat", "gh_1")
    poster, made = {"channel": "wechat", "account": "main"}, "http://weixin.qq.com/q/kZgfwMTm72WWPk"
    assert "qrcode/create" in admin.put("/v1/links/scan", poster).body["why_no_url"]
    assert admin.get("/v1/links/scan/qr").problem == "no-link"
    for wrong in ("http://weixin.qq.com/q/", "https://evil.example/weixin.qq.com/q/a", "x"):
        refused = admin.put("/v1/links/scan", {**poster, "platform_url": wrong})
        assert refused.body["errors"][0]["pointer"] == "#/platform_url"
    assert admin.put("/v1/links/scan", {**poster, "platform_url": made}).body["url"] == made
    assert admin.get("/v1/links/scan/qr").status == 200
    assert admin.put("/v1/links/summer", {**POSTER, "platform_url": made}).status == 422


def test_an_address_must_be_one_of_its_channel_and_is_audited(admin: Caller) -> None:
    refused = account(admin, "line", "Uf00", "acme")
    assert refused.body["errors"][0]["pointer"] == "#/public_address"
    assert account(admin, "x", "42", "acme").status == 422
    patch = "/v1/accounts/whatsapp:main"
    assert admin.patch(patch, {"public_address": "34910000000"}).status == 422
    assert Caller().patch(patch, {"public_address": None}).problem == "forbidden"
    assert admin.patch("/v1/accounts/line:main", {"public_address": "@a"}).problem == "not-found"
    assert admin.patch("/v1/accounts/pigeon:a", {"public_address": None}).problem == "not-found"
    gone = admin.patch(patch, {"public_address": None}).body
    assert gone["public_address"] is None
    assert admin.get(patch).body["public_address"] is None
    done = {(entry["did"], entry["what"]) for entry in audit.page(None, 9)}
    assert ("wrote", "accounts/whatsapp:main") in done


def test_a_link_is_a_picture_that_scales(admin: Caller) -> None:
    admin.put("/v1/links/summer", POSTER)
    drawn = admin.get("/v1/links/summer/qr")
    assert (drawn.status, drawn.headers["Content-Type"]) == (200, "image/svg+xml")
    assert re.match(r'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \d+ \d+"', drawn.body)
    pixels = admin.get("/v1/links/summer/qr", format="png")
    assert pixels.headers["Content-Type"] == "image/png"
    assert pixels.body.startswith(b"\x89PNG\r\n")
    assert admin.get("/v1/links/summer/qr", format="gif").status == 422
    assert admin.get("/v1/links/winter/qr").problem == "not-found"


def test_who_came_is_shown_with_the_link_and_on_the_conversation(
    admin: Caller, the_time: SteppingClock
) -> None:
    admin.put("/v1/links/summer", POSTER)
    summary = came("one", the_time.now)
    came("two", the_time.now)
    the_time.advance(minutes=1)
    counting.answered(summary, the_time.now)
    shown = admin.get("/v1/links/summer").body["counts"]
    assert shown == {"arrived": 2, "new": 2, "answered": 1, "mean_reply_seconds": 60.0}
    one = Caller().get("/v1/conversations/" + "one".ljust(26, "a")).body
    assert one["campaign"] == {"link": "summer", "at": "2026-01-01T00:00:00.000Z"}


def test_any_days_can_be_counted(admin: Caller, the_time: SteppingClock) -> None:
    admin.put("/v1/links/summer", POSTER)
    came("one", the_time.now)
    the_time.advance(hours=24)
    came("two", the_time.now)
    came("three", the_time.now)
    whole = admin.get("/v1/links/summer/counts", since="2026-01-01", until="2026-01-31").body
    assert whole["total"]["arrived"] == 3
    assert [(day["date"], day["arrived"]) for day in whole["days"]] == [
        ("2026-01-01", 1),
        ("2026-01-02", 2),
    ]
    part = admin.get("/v1/links/summer/counts", since="2026-01-02", until="2026-01-02").body
    assert (part["total"]["arrived"], len(part["days"])) == (2, 1)
    the_time.advance(hours=24 * 40)
    assert admin.get("/v1/links/summer").body["counts"]["arrived"] == 0


@pytest.mark.parametrize(
    "days",
    [
        {"since": "2026-01-02", "until": "2026-01-01"},
        {"since": "2025-01-01", "until": "2026-01-02"},
        {"since": "yesterday", "until": "2026-01-01"},
        {"since": "2026-01-01"},
    ],
)
def test_days_that_cannot_be_counted_are_refused(admin: Caller, days: dict[str, str]) -> None:
    admin.put("/v1/links/summer", POSTER)
    assert admin.get("/v1/links/summer/counts", **days).problem == "invalid-request"
    assert (
        admin.get("/v1/links/winter/counts", since="2026-01-01", until="2026-01-02").status == 404
    )
