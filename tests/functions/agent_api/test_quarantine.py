"""Quarantine as admins look at it, and replaying it after a fix, by a real channel's webhook."""

import json
from contextlib import suppress
from typing import Any

import pytest

from shared import aws, keys, table
from shared.quarantine import keeping
from tests import faults
from tests.clock import SteppingClock
from tests.conftest import WHATSAPP_SECRET
from tests.functions.agent_api.caller import Answer, Caller
from tests.functions.logged import logged
from tests.machines import Lambdas, lambdas
from tests.shared import contents_of

__all__ = ["lambdas"]

ADMIN = Caller(scope="admin", agent="ana")
READER = Caller(scope="readonly", agent="")
PATH = "/v1/quarantine"
ACCOUNT = next(iter(WHATSAPP_SECRET["accounts"]))
SENT_AT = 1_767_225_590_000  # ten seconds before the clock starts


def body(account: str = ACCOUNT, number: int = 1) -> bytes:
    """A message as WhatsApp tells it."""
    message = {
        "from": "34600111222",
        "id": f"wamid.{number}",
        "timestamp": str(SENT_AT // 1000),
        "type": "text",
        "text": {"body": "Hola"},
    }
    about = {"display_phone_number": "34911", "phone_number_id": account}
    value = {"messaging_product": "whatsapp", "metadata": about, "messages": [message]}
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


@pytest.fixture(autouse=True)
def functions(lambdas: Lambdas, the_time: SteppingClock, monkeypatch: Any) -> Lambdas:
    """The webhook function under the name that the template gives it."""
    by_id = lambdas.invoke

    def invoke(self: Lambdas, function: str, payload: dict[str, Any]) -> Any:
        assert function == "threadline-whatsapp-webhook"
        return by_id("WhatsappWebhookFunction", payload)

    monkeypatch.setattr(Lambdas, "invoke", invoke)
    return lambdas


def keep(raw: bytes, reason: str = "unreadable: KeyError") -> str:
    """Put it into quarantine, an hour ago; its id."""
    return ".".join(keeping.keep("whatsapp", "main", reason, raw)[:-5].split("/")[1:])


def replayed(name: str, caller: Caller = ADMIN) -> Answer:
    return caller.post(f"{PATH}/{name}/replay")


def messages(cloud: Any) -> list[table.Item]:
    return [item for item in contents_of.table(cloud) if item.get("kind") == "message"]


def audited() -> list[tuple[str, str, str]]:
    entries = ADMIN.get("/v1/audit").body["items"]
    return [(entry["by"], entry["did"], entry["what"]) for entry in entries]


def test_after_a_fix_it_is_a_message_in_its_own_place(cloud: Any, the_time: SteppingClock) -> None:
    name = keep(body())
    the_time.advance(hours=30)
    answer = replayed(name)
    assert (answer.status, answer.body) == (
        200,
        {"id": name, "done": True, "stored": 1, "repeated": 0, "unreadable": []},
    )
    (message,) = messages(cloud)
    assert (message["sent_at"], message["received_at"]) == (SENT_AT, the_time.now)
    assert (message["text"], message["account"]) == ("Hola", "main")
    assert contents_of.bucket(cloud) == {}
    assert audited() == [("admin:ana", "replayed", f"quarantine/{name}")]


def test_replaying_twice_is_one_message_and_one_answer(cloud: Any, the_time: Any) -> None:
    name = keep(body())
    assert replayed(name).body == replayed(name).body
    assert len(messages(cloud)) == 1
    assert len(audited()) == 1


def test_a_message_that_came_again_meanwhile_is_there_once(cloud: Any) -> None:
    replayed(keep(body()))
    again = json.dumps(json.loads(body()), indent=1).encode()
    assert replayed(keep(again)).body["repeated"] == 1
    assert len(messages(cloud)) == 1


def test_what_is_unreadable_still_stays_and_says_why(cloud: Any) -> None:
    name = keep(b'{"object": "something"}')
    answer = replayed(name)
    assert answer.status == 200
    assert (answer.body["done"], answer.body["stored"]) == (False, 0)
    assert answer.body["unreadable"]
    assert ADMIN.get(f"{PATH}/{name}").status == 200
    assert len(contents_of.bucket(cloud)) == 1
    assert audited() == [("admin:ana", "replayed", f"quarantine/{name}")]


def test_a_fault_of_the_parser_ends_when_it_is_mended(cloud: Any, monkeypatch: Any) -> None:
    def trip(raw: bytes) -> list[Any]:
        raise KeyError("a fault of ours")

    name = keep(body())
    with monkeypatch.context() as patch:
        patch.setattr("functions.whatsapp.webhook.parse", trip)
        assert replayed(name).body["unreadable"] == ["unreadable: KeyError"]
    assert replayed(name).body["done"]


def test_an_account_that_is_named_later_gets_its_messages(cloud: Any, the_time: Any) -> None:
    said = {
        "account_ref": "999",
        "identity": "34600111222",
        "provider_id": "wamid.1",
        "sent_at": SENT_AT,
        "type": "text",
        "text": "Hola",
        "content": {},
    }
    name = keep(json.dumps({"said": said}).encode(), "foreign-account")
    assert replayed(name).body["unreadable"] == ["foreign-account"]
    secret = {**WHATSAPP_SECRET, "accounts": {"999": "shop"}}
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/whatsapp/main", SecretString=json.dumps(secret)
    )
    the_time.advance(seconds=11)
    assert replayed(name).body["stored"] == 1
    assert [message["account"] for message in messages(cloud)] == ["shop"]


def test_credentials_that_are_gone_are_a_reason(cloud: Any) -> None:
    raw = body()
    key = keeping.keep("whatsapp", "closed", "foreign-account", raw)
    name = ".".join(key[:-5].split("/")[1:])
    assert replayed(name).body["unreadable"] == ["no-credentials"]


def test_an_item_that_the_table_refused_is_put_again(cloud: Any) -> None:
    item = {
        "pk": keys.conversation_pk("c"),
        "sk": keys.message_sk(SENT_AT, "r"),
        "kind": "message",
        "channel": "whatsapp",
        "text": "x" * 500_000,
    }
    name = keep(json.dumps(item).encode(), "refused: ValidationException")
    assert replayed(name).body["unreadable"] == ["refused: ValidationException"]
    assert messages(cloud) == []
    name = keep(json.dumps({**item, "text": "x"}).encode(), "refused: ValidationException")
    assert replayed(name).body["stored"] == 1


def test_a_replay_that_breaks_off_anywhere_is_finished_by_the_next(cloud: Any) -> None:
    def begun() -> str:
        for item in contents_of.table(cloud):
            table.delete(item["pk"], item["sk"])
        return keep(body())

    name = begun()
    replayed(name)  # from now on the secrets are known
    begun()
    for point in faults.lasting_points(lambda: replayed(name)):
        begun()
        # The webhook may be what dies: then the API is told so and answers.
        with faults.injected(crash=point) as calls, suppress(faults.Crash):
            replayed(name)
        assert calls.dead
        assert replayed(name).body["done"]
        assert len(messages(cloud)) == 1
        assert contents_of.bucket(cloud) == {}


def test_a_channel_that_cannot_take_it_now_leaves_everything(cloud: Any) -> None:
    name = keep(body())
    with faults.injected(faults.down("PutItem")):
        assert replayed(name).problem == "unavailable"
    with faults.injected(faults.down("s3")):
        assert replayed(name).problem == "unavailable"
    assert len(contents_of.bucket(cloud)) == 1
    assert audited() == []


def test_all_of_a_channel_is_replayed_by_pages(cloud: Any, the_time: SteppingClock) -> None:
    for number in range(5):
        keep(body(number=number))
    keep(b"no json")
    wanted: dict[str, Any] = {"channel": "whatsapp", "day": "2026-01-01", "limit": 2}
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = ADMIN.post(f"{PATH}/replay", {**wanted, **cursor})
        assert answer.status == 200, answer
        found += answer.body["items"]
        if answer.body["next_cursor"] is None:
            break
        cursor = {"cursor": answer.body["next_cursor"]}
    assert sorted(item["done"] for item in found) == [False, *[True] * 5]
    assert (len(messages(cloud)), len(contents_of.bucket(cloud))) == (5, 1)
    narrow = Caller(scope="admin", channels="line")
    assert narrow.post(f"{PATH}/replay", wanted).status == 404
    assert Caller().post(f"{PATH}/replay", wanted).problem == "forbidden"


def test_pages_say_why_and_when_but_not_what(cloud: Any, the_time: SteppingClock) -> None:
    first = keep(b"one", "new kind")
    the_time.advance(hours=24)
    second = keep(b"three")
    page = READER.get(PATH, limit=1).body
    assert [item["id"] for item in page["items"]] == [second]
    rest = READER.get(PATH, limit=1, cursor=page["next_cursor"]).body
    assert rest["items"] == [
        {
            "id": first,
            "channel": "whatsapp",
            "credentials": "main",
            "reason": "new kind",
            "at": "2026-01-01T00:00:00.000Z",
            "size": 3,
        }
    ]
    assert READER.get(PATH, cursor=rest["next_cursor"]).body["items"] == []
    assert READER.get(PATH, day="2026-01-01").body["items"] == rest["items"]
    assert READER.get(f"{PATH}/{first}").body == rest["items"][0]
    other = Caller(token="other").get(PATH, limit=1, cursor=page["next_cursor"])
    assert other.problem == "invalid-cursor"


def test_a_narrowed_token_sees_its_channels_only(cloud: Any) -> None:
    name = keep(b"one")
    narrow = Caller(scope="admin", channels="line")
    assert narrow.get(PATH).body["items"] == []
    assert narrow.get(PATH, channel="whatsapp").body["items"] == []
    assert narrow.get(f"{PATH}/{name}").status == 404
    assert narrow.get(f"{PATH}/{name}/raw").status == 404
    assert replayed(name, narrow).status == 404


def test_only_admins_see_the_bytes_and_replay_and_it_is_told_who_looked(cloud: Any) -> None:
    name = keep(b"one")
    for caller in (READER, Caller(scope="agent")):
        assert caller.get(f"{PATH}/{name}").status == 200
        assert caller.get(f"{PATH}/{name}/raw").problem == "forbidden"
        assert replayed(name, caller).problem == "forbidden"
    answer = ADMIN.get(f"{PATH}/{name}/raw")
    assert answer.status == 302
    assert name.rpartition(".")[2] in answer.headers["Location"]
    assert audited() == [("admin:ana", "read", f"quarantine/{name}")]


@pytest.mark.parametrize("name", ["x", f"whatsapp.main.2026-01-01.{'0' * 64}"])
def test_what_is_not_there_is_not_found(cloud: Any, name: str) -> None:
    for path in (name, f"{name}/raw"):
        assert ADMIN.get(f"{PATH}/{path}").problem == "not-found"
    assert replayed(name).problem == "not-found"


def test_nothing_of_what_was_said_is_logged(cloud: Any, caplog: pytest.LogCaptureFixture) -> None:
    name, other = keep(body()), keep(b"Hola 34600111222")
    replayed(name)
    replayed(other)
    ADMIN.get(f"{PATH}/{other}/raw")
    told = logged(caplog)
    assert "replayed" in told
    assert "Hola" not in told
    assert "34600111222" not in told
