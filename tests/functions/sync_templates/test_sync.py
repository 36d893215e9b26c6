"""All platforms are asked; what one does not tell neither goes away nor holds up another."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.sync_templates.sync import lambda_handler
from functions.wechat import tokens
from shared import aws, credentials, settings
from shared.channels import CHANNELS
from shared.errors import SendError
from shared.provider import http
from shared.templates import approved
from tests.clock import SteppingClock
from tests.simulator.platform import platform_of
from tests.simulator.simulator import Simulator, running_simulator
from tests.test_template_functions import environment

TEMPLATED = [row.name for row in CHANNELS.values() if row.templates]
WABA = "102290129340398"
ACCOUNTS = {name: {"account": "main", **platform_of(name).new_account()} for name in TEMPLATED}


@pytest.fixture
def simulator(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Simulator]:
    """The servers of every channel that has templates, with an account of ours at each."""
    manager = aws.client("secretsmanager")
    manager.delete_secret(SecretId="threadline/whatsapp/main", ForceDeleteWithoutRecovery=True)
    for name, account in ACCOUNTS.items():
        secret = platform_of(name).secret(account, "https://shop.example")
        manager.create_secret(Name=f"threadline/{name}/main", SecretString=json.dumps(secret))
    tokens.forget()
    credentials.forget()
    monkeypatch.setattr(http, "READ_S", 0.3)
    sets = ";".join(f"{name}=main,not-yet" for name in TEMPLATED)
    monkeypatch.setenv("CREDENTIAL_SETS_BY_CHANNEL", f"{sets};line=")
    with running_simulator(ACCOUNTS) as running:
        monkeypatch.setenv("PROVIDER_URL", running.url)
        settings.settings.cache_clear()
        yield running
        http.session().close()


def known() -> dict[str, set[str]]:
    """The names of the templates, by channel."""
    every = approved.known()
    return {name: {t["name"] for t in every if t["channel"] == name} for name in TEMPLATED}


def test_every_channel_with_templates_tells_its_own(simulator: Simulator) -> None:
    assert lambda_handler({}, None) == {"synced": len(approved.known())}
    found = known()
    assert all(found.values())
    assert "answer_waiting" in found["whatsapp"] & found["messenger"]
    assert found["wechat"] == {"客服回复提醒", "订单发货提醒"}
    assert found["sms"] == {"order_ready", "parcel"}


def test_one_channel_may_be_asked_alone(simulator: Simulator) -> None:
    assert lambda_handler({"channel": "sms"}, None)["synced"] > 0
    assert {name for name, told in known().items() if told} == {"sms"}


def test_one_that_refuses_takes_nothing_away_and_holds_up_no_other(simulator: Simulator) -> None:
    lambda_handler({}, None)
    before = known()
    for template in approved.known("sms"):
        aws.client("dynamodb").delete_item(
            TableName="threadline",
            Key={"pk": {"S": approved.PK}, "sk": {"S": template["sk"]}},
        )
    secret = platform_of("messenger").secret(ACCOUNTS["messenger"], "https://shop.example")
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/messenger/main",
        SecretString=json.dumps({**secret, "page_access_token": "an-older-one"}),
    )
    credentials.forget()
    with pytest.raises(SendError):
        lambda_handler({}, None)
    assert known() == before


def test_the_template_names_the_sets_of_these_channels() -> None:
    given = environment("SyncTemplatesFunction")["CREDENTIAL_SETS_BY_CHANNEL"]["Fn::Sub"]
    assert given.split(";") == [
        f"{name}=${{{name.capitalize()}Accounts}}"
        for name in ("whatsapp", "messenger", "wechat", "sms")
    ]
    assert {part.partition("=")[0] for part in given.split(";")} == set(TEMPLATED)
