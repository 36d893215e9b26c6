"""An account that is as it should be, and each thing that can be wrong with one, by itself."""

import json
from typing import Any

import pytest

from functions.doctor import examinations
from functions.doctor.examine import lambda_handler
from shared import accounts, aws, table
from shared.account_needs import NEEDS
from shared.channels import CHANNELS
from shared.keys import single
from tests.clock import SteppingClock
from tests.functions.doctor.conftest import Clinic
from tests.reachable import reached

each_channel = pytest.mark.parametrize("channel", sorted(CHANNELS))
EXAMINED = sorted(name for name in CHANNELS if examinations.of(name))


@pytest.mark.parametrize("channel", EXAMINED)
def test_a_healthy_account_has_nothing_wrong(clinic: Clinic, channel: str) -> None:
    assert clinic.wrong(channel) == {}
    assert clinic.report["healthy"] is True
    platform = clinic.platform(channel)
    assert clinic.report["webhook_url"] == clinic.url + platform.webhook_path.removesuffix(
        "/message"
    )
    checks = {finding["check"] for finding in clinic.report["findings"]}
    assert {"secret", "fields", "accounts", "delivery", "forgery"} <= checks


@pytest.mark.parametrize("channel", EXAMINED)
def test_an_examination_tells_no_secret_and_leaves_no_message(clinic: Clinic, channel: str) -> None:
    clinic.examine(channel)
    told, secret = json.dumps(clinic.report), clinic.secret(channel)
    fields = [field.name for field in NEEDS[channel].fields if "_id" not in field.name]
    values = [secret.get(name) for name in fields if name != "public_url"]
    assert not [value for value in values if isinstance(value, str) and value in told]
    scanned = aws.client("dynamodb").scan(TableName="threadline")["Items"]
    assert not [item for item in scanned if item["pk"]["S"].startswith("C#")]


@each_channel
def test_a_missing_secret_is_named(clinic: Clinic, channel: str) -> None:
    name = f"threadline/{channel}/main"
    aws.client("secretsmanager").delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    assert name in clinic.wrong(channel)["secret"].mend
    assert clinic.report["healthy"] is False


def test_a_secret_that_is_no_json_is_named(clinic: Clinic) -> None:
    clinic.keep_text("line", "channel_secret=x")
    assert set(clinic.wrong("line")) == {"secret"}


@each_channel
def test_a_missing_field_is_named_with_where_to_find_it(clinic: Clinic, channel: str) -> None:
    for field in [one for one in NEEDS[channel].fields if one.needed]:
        clinic.keep(channel, **{field.name: None})
        found = clinic.wrong(channel)
        assert set(found) == {"fields"}
        assert f'"{field.name}"' in found["fields"].mend
        assert field.about in found["fields"].mend


@pytest.mark.parametrize(
    ("channel", "named"),
    [
        *((channel, None) for channel in sorted(CHANNELS)),
        ("line", {}),
        ("line", []),
        ("line", {"1": "Not A Name"}),
        ("line", {"1": 2}),
    ],
)
def test_accounts_must_be_named(clinic: Clinic, channel: str, named: Any) -> None:
    clinic.keep(channel, accounts=named)
    found = clinic.wrong(channel)
    assert set(found) == {"accounts"}
    assert NEEDS[channel].account_id in found["accounts"].mend


BROKEN: list[tuple[str, dict[str, Any], str, str]] = [
    # channel, what the console says, the check that must tell, a word of its mend
    ("whatsapp", {"token": {"is_valid": False}}, "token", "new|token"),
    ("whatsapp", {"token": {"expires_at": 1_767_225_600 + 86_400}}, "token", "expire"),
    ("whatsapp", {"token": {"data_access_expires_at": 1_767_225_601}}, "token", "expire"),
    ("whatsapp", {"token": {"scopes": []}}, "permissions", "permission"),
    ("whatsapp", {"subscribed": False}, "subscription", "subscribed_apps"),
    ("whatsapp", {"override_callback_uri": "https://other.example"}, "webhook-url", "/whatsapp/"),
    ("whatsapp", {"webhook": {"callback_url": "https://o.example"}}, "webhook-url", "/whatsapp/"),
    ("whatsapp", {"webhook": {"active": False}}, "webhook-url", "verify token"),
    ("whatsapp", {"webhook": {"object": "page"}}, "webhook-url", "verify token"),
    ("whatsapp", {"webhook": {"fields": []}}, "fields-told", "Subscribe"),
    ("line", {"webhook": {"endpoint": "https://other.example"}}, "webhook-url", "/line/main"),
    ("line", {"webhook": {"endpoint": ""}}, "webhook-url", "/line/main"),
    ("line", {"webhook": {"active": False}}, "webhook-active", "Use webhook"),
    ("line", {"info": {"userId": "U00"}}, "account", "U00"),
    ("telegram", {"webhook_info": {"url": ""}}, "webhook-url", "setWebhook"),
    ("telegram", {"webhook_info": {"url": "https://o.example"}}, "webhook-url", "setWebhook"),
    ("telegram", {"webhook_info": {"allowed_updates": None}}, "allowed-updates", "setWebhook"),
    ("telegram", {"webhook_info": {"allowed_updates": ["message"]}}, "allowed-updates", "allowed"),
    ("telegram", {"webhook_info": {"last_error_date": 1_767_225_500}}, "deliveries", "again"),
    (
        "telegram",
        {"webhook_info": {"last_error_date": 1, "pending_update_count": 3}},
        "deliveries",
        "3 updates",
    ),
    ("messenger", {"token": {"is_valid": False}}, "token", "page_access_token"),
    ("messenger", {"token": {"scopes": []}}, "permissions", "permission"),
    ("messenger", {"subscribed": False}, "subscription", "subscribed_apps"),
    ("messenger", {"subscribed": ["standby"]}, "subscription", "subscribed_apps"),
    ("messenger", {"webhook": {"callback_url": "https://o.example"}}, "webhook-url", "/messenger/"),
    ("messenger", {"webhook": {"fields": ["standby"]}}, "fields-told", "Subscribe"),
    ("instagram", {"me": {"user_id": "1"}}, "account", '"1"'),
    ("instagram", {"subscribed": False}, "subscription", "subscribed_apps"),
    ("viber", {"info": {"webhook": ""}}, "webhook-url", "set_webhook"),
    ("viber", {"info": {"event_types": ["delivered"]}}, "events-told", "set_webhook"),
    ("viber", {"info": {"id": "pa:1"}}, "account", "pa:1"),
    ("x", {"me": {"id": "1"}}, "account", '"1"'),
    ("sms", {"account": {"status": "suspended"}}, "status", "support"),
    ("sms", {"number": {"sms_url": ""}}, "webhook-url", "#rc=5&rp=all"),
    ("sms", {"number": {"sms_url": "https://o.example#rc=5&rp=all"}}, "webhook-url", "POST"),
    ("sms", {"number": {"sms_method": "GET"}}, "webhook-url", "POST"),
]


@pytest.mark.parametrize(("channel", "console", "check", "word"), BROKEN)
def test_what_the_platform_has_wrong_is_named_with_its_mend(
    clinic: Clinic, channel: str, console: dict[str, Any], check: str, word: str
) -> None:
    clinic.platform(channel).console.update(console)
    found = clinic.wrong(channel)
    assert check in found, found
    assert any(part in found[check].mend for part in word.split("|"))
    assert clinic.report["healthy"] is False


@pytest.mark.parametrize(
    ("channel", "field", "check"),
    [
        ("whatsapp", "app_secret", "app-secret"),
        ("whatsapp", "access_token", "token"),
        ("line", "channel_access_token", "token"),
        ("line", "channel_secret", "reached"),
        ("telegram", "bot_token", "token"),
        ("messenger", "page_access_token", "token"),
        ("messenger", "app_secret", "app-secret"),
        ("instagram", "access_token", "token"),
        ("viber", "auth_token", "token"),
        ("apple", "api_secret", "secret-form"),
        ("custom", "url", "token"),
        ("rcs", "service_account", "token"),
        ("rcs", "region", "region"),
        ("wechat", "app_secret", "token"),
        ("wechat", "app_id", "token"),
        ("x", "consumer_key", "token"),
        ("x", "access_token_secret", "token"),
        ("sms", "auth_token", "token"),
    ],
)
def test_a_secret_that_is_not_the_platforms_is_named(
    clinic: Clinic, channel: str, field: str, check: str
) -> None:
    clinic.keep(channel, **{field: "1:wrong"})
    assert field in clinic.wrong(channel)[check].mend
    assert clinic.report["healthy"] is False


@pytest.mark.parametrize(
    ("url", "again"),
    [("", False), ("#rc=0&rp=all", False), ("#rc=3", False), ("#rc=2&rp=5xx,rt", True)],
)
def test_twilio_must_try_again(clinic: Clinic, url: str, again: bool) -> None:
    own = clinic.platform("sms").webhook_url
    clinic.platform("sms").console["number"] = {"sms_url": own + url}
    assert ("retries" in clinic.wrong("sms")) is not again
    clinic.platform("sms").console["number"]["sms_fallback_url"] = own
    assert clinic.wrong("sms") == {}


def test_a_messaging_service_is_asked_for_its_own_address(clinic: Clinic) -> None:
    service = "MG" + "0" * 32
    platform = clinic.platform("sms")
    platform.account = {**platform.account, "messaging_service_sid": service}
    clinic.keep("sms", accounts={service: "main"})
    assert clinic.wrong("sms") == {}
    platform.console["service"] = {"inbound_request_url": "https://o.example"}
    assert {"webhook-url", "retries"} == set(clinic.wrong("sms"))


def test_an_address_that_leads_elsewhere_is_named(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic.keep("sms", public_url="http://127.0.0.1:9")
    found = clinic.wrong("sms")
    assert "127.0.0.1:9" in found["delivery"].mend


def test_a_webhook_that_lets_everybody_in_is_named(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E.g. a proxy before it that answers by itself."""
    clinic.keep("sms", public_url=f"{clinic.simulator.url}/healthz?")
    assert "Take the webhook down" in clinic.wrong("sms")["forgery"].mend


def test_a_platform_that_is_down_is_said_to_be(clinic: Clinic) -> None:
    clinic.simulator.faults.add({"channel": "line", "kind": "drop-after-accept", "times": 1})
    clinic.platform("line").sends = lambda request: True  # type: ignore[method-assign]
    assert "Try again" in clinic.wrong("line")["platform"].mend


def test_paused_templates_are_shown_and_do_no_harm_to_the_rest(clinic: Clinic) -> None:
    def template(name: str, status: str) -> None:
        sk = single.template_sk("whatsapp", "main", name, "en")
        table.put(
            {
                "pk": single.TEMPLATES,
                "sk": sk,
                "kind": "template",
                "name": name,
                "language": "en",
                "status": status,
                "synced_at": 1,
            }
        )

    template("sale", "PAUSED")
    assert clinic.wrong("whatsapp")["templates"].mend.startswith("Have one approved")
    template("waiting", "APPROVED")
    found = [f for f in clinic.examine("whatsapp") if f.check == "templates"]
    assert [f.state for f in found] == ["look", "fine"]
    assert "sale (en)" in found[0].says


def test_where_there_is_no_window_nothing_depends_on_templates(clinic: Clinic) -> None:
    (found,) = [f for f in clinic.examine("sms") if f.check == "templates"]
    assert (found.state, found.says) == ("fine", "0 templates are known.")


def test_a_registered_account_is_found_by_its_own_name(clinic: Clinic) -> None:
    item = {"pk": accounts.PK, "sk": "line:shop", "credential_set": "main"}
    table.put({**item, "kind": "settings"})
    clinic.keep("line", accounts={clinic.accounts["line"]["bot_user_id"]: "shop"})
    assert clinic.wrong("line", "shop") == {}
    assert clinic.report["credential_set"] == "main"
    clinic.keep("line", accounts={clinic.accounts["line"]["bot_user_id"]: "other"})
    assert "shop" in clinic.wrong("line", "shop")["accounts"].mend


@pytest.mark.parametrize("event", [{}, {"channel": "fax", "account": "main"}, {"channel": "line"}])
def test_what_is_no_account_cannot_be_examined(
    cloud: Any, the_time: SteppingClock, event: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="must be"):
        lambda_handler(event, None)


@pytest.mark.parametrize("channel", EXAMINED)
@pytest.mark.parametrize("function", ["delivery", "handshake", "questions"])
def test_what_a_channel_asks_needs_no_permission(channel: str, function: str) -> None:
    assert not reached(f"functions.{channel}.doctor.{function}").calls


@each_channel
def test_every_channel_says_what_its_secret_needs(channel: str) -> None:
    needs = NEEDS[channel]
    assert needs.fields and needs.account_id and needs.steps
    assert len({field.name for field in needs.fields}) == len(needs.fields)


def test_an_instagram_account_may_be_that_of_a_page(clinic: Clinic) -> None:
    """With Facebook Login the Page's token tells the app, and with it the webhook."""
    account = clinic.accounts["instagram"]
    page = {"page_id": account["ig_id"], "page_access_token": account["access_token"]}
    clinic.keep("instagram", access_token=None, pages={account["ig_id"]: page})
    assert clinic.wrong("instagram") == {}
    clinic.platform("instagram").console["webhook"] = {"callback_url": "https://o.example"}
    assert set(clinic.wrong("instagram")) == {"webhook-url"}


def test_each_page_is_asked_about_with_its_own_token(clinic: Clinic) -> None:
    account = clinic.accounts["messenger"]
    clinic.keep("messenger", page_access_token={account["page_id"]: account["page_access_token"]})
    assert clinic.wrong("messenger") == {}
    clinic.keep("messenger", page_access_token={"1": account["page_access_token"]})
    assert set(clinic.wrong("messenger")) == {"token"}


def test_a_secret_that_cannot_sign_is_named(clinic: Clinic) -> None:
    clinic.keep("custom", signing_secret="short")
    assert "Correct the secret" in clinic.wrong("custom")["credentials"].mend


def test_a_key_that_wechat_cannot_have_made_is_named(clinic: Clinic) -> None:
    clinic.keep("wechat", encoding_aes_key="short")
    assert "43 characters" in clinic.wrong("wechat")["key"].mend


@each_channel
def test_a_text_that_is_something_else_counts_as_missing(clinic: Clinic, channel: str) -> None:
    texts = [one for one in NEEDS[channel].fields if one.needed and not one.structured]
    clinic.keep(channel, **{field.name: {"a": 1} for field in texts})
    assert set(clinic.wrong(channel)) == {"fields"}


def test_wechat_in_plain_mode_is_warned_of(clinic: Clinic) -> None:
    clinic.keep("wechat", encoding_aes_key=None)
    found = {finding.check: finding for finding in clinic.examine("wechat")}
    assert found["mode"].state == "look"
    assert found["delivery"].state == "fine"


@pytest.mark.parametrize("origins", [None, [], ["https://shop.example/"], ["shop.example"], [1]])
def test_pages_that_may_ask_web_chat_must_be_origins(clinic: Clinic, origins: object) -> None:
    clinic.keep("webchat", origins=origins)
    assert set(clinic.wrong("webchat")) == {"origins"}


def test_viber_shows_no_message_without_a_senders_name(clinic: Clinic) -> None:
    clinic.keep("viber", sender={"name": "x" * 29})
    assert set(clinic.wrong("viber")) == {"sender"}
