"""Instagram's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.instagram import send
from shared import aws, conversations, keys, provider_http, sending, table
from shared.accepting import accept
from shared.channels import INSTAGRAM
from shared.drafts import Draft
from shared.keys import MessageId
from shared.settings import settings
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.functions.instagram.reading import ACCOUNT, ANA, SECRET
from tests.shared import outbox
from tests.simulator.simulator import Simulator, running_simulator

ACCOUNTS = {"instagram": {**SECRET, "account": "main", "ig_id": ACCOUNT}}
CONVERSATION = keys.conversation_id(ID_KEY.encode(), "instagram", "main", ANA)
PK = keys.conversation_pk(CONVERSATION)


@dataclass(slots=True)
class Instagram:
    simulator: Simulator
    clock: SteppingClock

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": "instagram", "kind": kind, "times": times, **more})

    def accepted(self, text: str = "", **draft: Any) -> str:
        """Queue what an agent answers; returns its id."""
        summary = conversations.summary(CONVERSATION)
        assert summary
        said = Draft(
            **{"type": "text", "text": text, "author_kind": "agent", "author_id": "ana"} | draft
        )
        ref = keys.digest(text, str(draft), str(summary.get("out_seq")))
        return str(MessageId.of(accept(summary, said, at=self.clock.now, ref=ref)))

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": CONVERSATION})
        answer = sending.deliver(
            event, INSTAGRAM, send.post, send.signal, sleep=lambda seconds: None
        )
        return answer["batchItemFailures"]

    def asked(self) -> list[dict[str, Any]]:
        """The bodies of all calls with JSON, taken or not."""
        sent = self.simulator.sent("instagram")
        return [json.loads(b64decode(r["body"])) for r in sent if r["path"].endswith("/messages")]


@pytest.fixture
def secret(cloud: Any) -> None:
    aws.client("secretsmanager").create_secret(
        Name="threadline/instagram/main", SecretString=json.dumps(SECRET)
    )


def wrote(at: int) -> None:
    """Ana writes, and the follower has seen it."""
    message = {
        "pk": PK,
        "sk": keys.message_sk(at, f"hello{at}"),
        "kind": "message",
        "channel": "instagram",
        "account": "main",
        "identity": ANA,
        "direction": "inbound",
        "author_kind": "contact",
        "type": "text",
        "text": "hello",
        "content": "{}",
        "status": "received",
        "provider_id": "m_hello",
        "sent_at": at,
        "received_at": at,
    }
    table.put(message)
    summary = {
        "pk": PK,
        "sk": keys.SUMMARY,
        "kind": "summary",
        **{name: message[name] for name in ("channel", "account", "identity")},
        **{"owner": "bot", "status": "open", "version": 0, "episode": 1, "consent": "unknown"},
        **{"inbox": "bot#open#0", "inbound_at": at, "inbound_id": str(MessageId.of(message))},
    }
    table.put_if_absent(summary)


@pytest.fixture
def instagram(
    secret: None, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Instagram]:
    """The platform, with a customer who has just written."""
    wrote(the_time.now)
    monkeypatch.setattr(provider_http, "READ_S", 0.3)
    with running_simulator(ACCOUNTS) as simulator:
        simulator.options.change({"auto_statuses": False})
        simulator.platforms["instagram"].say({"from": ANA, "text": "hello"})
        monkeypatch.setenv("PROVIDER_URL", simulator.url)
        settings.cache_clear()
        yield Instagram(simulator, the_time)
        provider_http.session().close()
