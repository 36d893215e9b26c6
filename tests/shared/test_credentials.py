"""Secrets: asked for seldom, refused when absent, never needed twice in an outage."""

import json
from typing import Any

import pytest

from shared.credentials import credential_set, credentials_of, id_key, set_of
from shared.errors import CredentialsRejected, Forged, Unavailable
from shared.settings import settings
from tests import faults
from tests.clock import SteppingClock
from tests.conftest import ID_KEY, WHATSAPP_SECRET

NAME = "threadline/whatsapp/main"

pytestmark = pytest.mark.usefixtures("cloud")


def say(cloud: Any, text: str) -> None:
    cloud.client("secretsmanager").put_secret_value(SecretId=NAME, SecretString=text)


def test_a_secret_is_read_once_in_five_minutes(the_time: SteppingClock) -> None:
    with faults.injected() as calls:
        for _ in range(11):
            assert credential_set("whatsapp", "main") == WHATSAPP_SECRET
            the_time.advance(seconds=30)
        assert calls.count("GetSecretValue") == 1
        the_time.advance(seconds=1)
        credential_set("whatsapp", "main")
    assert calls.count("GetSecretValue") == 2


def test_a_fresher_one_is_read_when_asked_for(cloud: Any, the_time: SteppingClock) -> None:
    credential_set("whatsapp", "main")
    say(cloud, '{"app_secret": "new"}')
    the_time.advance(seconds=60)
    assert credential_set("whatsapp", "main", fresher_than_ms=60_000) == WHATSAPP_SECRET
    the_time.advance(ms=1)
    fresh = credential_set("whatsapp", "main", fresher_than_ms=60_000)
    assert fresh == {"app_secret": "new"}


def test_an_unknown_set_is_forged_without_a_call(the_time: SteppingClock) -> None:
    with faults.injected() as calls, pytest.raises(Forged):
        credential_set("whatsapp", "other")
    assert calls.operations == []


@pytest.mark.parametrize("text", ["", "not json", '["a list"]', "null"])
def test_a_secret_of_no_use_is_a_refusal(cloud: Any, the_time: SteppingClock, text: str) -> None:
    say(cloud, text or " ")
    with pytest.raises(Forged):
        credential_set("whatsapp", "main")


def test_a_secret_that_is_missing_is_asked_for_once_a_minute(
    cloud: Any, the_time: SteppingClock
) -> None:
    cloud.client("secretsmanager").delete_secret(SecretId=NAME)
    with faults.injected() as calls:
        for _ in range(61):
            with pytest.raises(Forged):
                credential_set("whatsapp", "main")
            the_time.advance(seconds=1)
        assert calls.count("GetSecretValue") == 1
        cloud.client("secretsmanager").restore_secret(SecretId=NAME)
        assert credential_set("whatsapp", "main") == WHATSAPP_SECRET


def test_in_an_outage_an_old_secret_serves_on_and_is_not_asked_for_each_time(
    the_time: SteppingClock,
) -> None:
    credential_set("whatsapp", "main")
    the_time.advance(hours=1)
    with faults.injected(faults.down("secretsmanager")) as calls:
        for _ in range(5):
            assert credential_set("whatsapp", "main") == WHATSAPP_SECRET
    assert calls.count("GetSecretValue") == 1


@pytest.mark.parametrize(
    "fault",
    [faults.down("secretsmanager"), faults.refused("GetSecretValue", "AccessDeniedException")],
)
def test_without_an_old_one_an_outage_is_an_outage(
    the_time: SteppingClock, fault: faults.Fault
) -> None:
    with faults.injected(fault), pytest.raises(Unavailable):
        credential_set("whatsapp", "main")
    assert credential_set("whatsapp", "main") == WHATSAPP_SECRET


def test_the_id_key_is_read_once(the_time: SteppingClock) -> None:
    with faults.injected() as calls:
        assert id_key() == ID_KEY.encode()
        the_time.advance(hours=24 * 365)
        assert id_key() == ID_KEY.encode()
    assert calls.count("GetSecretValue") == 1


def test_without_an_id_key_nothing_is_stored_under_a_wrong_one(
    cloud: Any, the_time: SteppingClock
) -> None:
    cloud.client("secretsmanager").delete_secret(SecretId="threadline/id-key")
    with pytest.raises(Unavailable):
        id_key()
    cloud.client("secretsmanager").restore_secret(SecretId="threadline/id-key")
    the_time.advance(minutes=2)
    assert id_key() == ID_KEY.encode()


def test_an_account_has_the_credentials_of_the_set_that_names_it(
    cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = {"access_token": "second", "accounts": {"999": "outlet"}}
    cloud.client("secretsmanager").create_secret(
        Name="threadline/whatsapp/second", SecretString=json.dumps(second)
    )
    monkeypatch.setenv("CREDENTIAL_SETS", "missing,main,second")
    settings.cache_clear()
    assert credentials_of("whatsapp", "outlet") == second
    assert set_of("whatsapp", "outlet") == ("second", second)
    assert credentials_of("whatsapp", "main") == WHATSAPP_SECRET
    with pytest.raises(CredentialsRejected):
        credentials_of("whatsapp", "nobody")
