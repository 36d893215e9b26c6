"""All platforms simulated, our webhooks behind a door they can knock at, and an admin who asks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest

from functions.doctor.examine import lambda_handler
from shared import aws, credentials
from shared.channels import CHANNELS
from shared.findings import Finding
from shared.provider import http
from shared.settings import settings
from tests.clock import SteppingClock
from tests.simulator.exchange import Answer, Request
from tests.simulator.http_server import serving
from tests.simulator.platform import Platform, platform_of
from tests.simulator.simulator import Simulator, running_simulator


def door(request: Request) -> Answer:
    """What API Gateway does with a request to a webhook."""
    parts = [part for part in request.path.split("/") if part != "webhooks"]
    channel, account = parts[1:3]
    event = {
        "rawPath": request.path,
        "rawQueryString": request.raw_query,
        "headers": {name.lower(): value for name, value in request.headers},
        "requestContext": {"http": {"method": request.method, "sourceIp": "127.0.0.1"}},
        "pathParameters": {"account": account},
        "body": request.body.decode(),
    }
    given = import_module(f"functions.{channel}.webhook").lambda_handler(event, None)
    return Answer(given["statusCode"], str(given.get("body") or "").encode())


@dataclass(slots=True)
class Clinic:
    """``secrets``: what is to be in an account's secret; None takes a field out."""

    simulator: Simulator
    accounts: dict[str, dict[str, Any]]
    url: str
    report: dict[str, Any] = field(default_factory=dict)

    def platform(self, channel: str) -> Platform:
        return self.simulator.platforms[channel]

    def secret(self, channel: str) -> dict[str, Any]:
        """As it should be."""
        return platform_of(channel).secret(self.accounts[channel], self.url)

    def keep(self, channel: str, **changed: Any) -> None:
        """The secret as it should be, but for ``changed``."""
        secret = self.secret(channel)
        self.keep_text(
            channel, json.dumps({k: v for k, v in {**secret, **changed}.items() if v is not None})
        )

    def keep_text(self, channel: str, text: str) -> None:
        aws.client("secretsmanager").put_secret_value(
            SecretId=f"threadline/{channel}/main", SecretString=text
        )
        credentials.forget()

    def examine(self, channel: str, account: str = "main") -> list[Finding]:
        self.report = lambda_handler({"channel": channel, "account": account}, None)
        return [Finding(**found) for found in self.report["findings"]]

    def wrong(self, channel: str, account: str = "main") -> dict[str, Finding]:
        """What is wrong, by check."""
        return {f.check: f for f in self.examine(channel, account) if f.state == "wrong"}


@pytest.fixture(scope="module")
def kept_accounts() -> dict[str, dict[str, Any]]:
    return {name: {"account": "main", **platform_of(name).new_account()} for name in CHANNELS}


@pytest.fixture
def clinic(
    cloud: Any,
    the_time: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
    kept_accounts: dict[str, dict[str, Any]],
) -> Iterator[Clinic]:
    monkeypatch.setattr(http, "READ_S", 5)
    with serving(door) as url, running_simulator(kept_accounts, url) as simulator:
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        monkeypatch.setenv("WEBHOOK_URL", url)
        settings.cache_clear()
        made = Clinic(simulator, kept_accounts, url)
        for channel in CHANNELS:
            if channel != "whatsapp":  # the cloud has one of its own
                name = f"threadline/{channel}/main"
                aws.client("secretsmanager").create_secret(Name=name, SecretString="{}")
            made.keep(channel)
        yield made
        http.session().close()
