"""Messenger's or Instagram's servers, simulated in process, and what they have seen of us."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from shared import aws, conversations, ids, keys, sending, table
from shared.accepting import accept
from shared.channels import Channel
from shared.delivery.attempting import Post
from shared.drafts import Draft
from shared.ids import MessageId
from shared.sending import Signal
from tests.clock import SteppingClock
from tests.conftest import ID_KEY
from tests.functions import channel_side
from tests.shared import outbox
from tests.simulator.simulator import Simulator


@dataclass(frozen=True, slots=True)
class Account:
    """An account on one of the two channels, and Ana, who writes to it."""

    channel: Channel
    ids: Mapping[str, Any]  # how the simulator is told of the account
    secret: Mapping[str, Any]
    ana: str
    post: Post
    signal: Signal

    @property
    def conversation(self) -> str:
        return ids.conversation_id(ID_KEY.encode(), self.channel.name, "main", self.ana)

    @property
    def pk(self) -> str:
        return keys.conversation_pk(self.conversation)

    def make_secret(self) -> None:
        aws.client("secretsmanager").create_secret(
            Name=f"threadline/{self.channel.name}/main", SecretString=json.dumps(self.secret)
        )

    def wrote(self, at: int) -> None:
        """Ana writes, and the follower has seen it."""
        message = {
            "pk": self.pk,
            "sk": keys.message_sk(at, f"hello{at}"),
            "kind": "message",
            "channel": self.channel.name,
            "account": "main",
            "identity": self.ana,
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
            "pk": self.pk,
            "sk": keys.SUMMARY,
            "kind": "summary",
            **{name: message[name] for name in ("channel", "account", "identity")},
            **{"owner": "bot", "status": "open", "version": 0, "episode": 1, "consent": "unknown"},
            **{"inbox": "bot#open#0", "inbound_at": at, "inbound_id": str(MessageId.of(message))},
        }
        table.put_if_absent(summary)


@dataclass(frozen=True, slots=True)
class Side:
    account: Account
    simulator: Simulator
    clock: SteppingClock

    @property
    def channel(self) -> str:
        return self.account.channel.name

    def fails(self, kind: str, times: int = 1, **more: Any) -> None:
        self.simulator.faults.add({"channel": self.channel, "kind": kind, "times": times, **more})

    def accepted(self, text: str = "", **draft: Any) -> str:
        """Queue what an agent answers; returns its id."""
        summary = conversations.summary(self.account.conversation)
        assert summary
        said = Draft(
            **{"type": "text", "text": text, "author_kind": "agent", "author_id": "ana"} | draft
        )
        ref = ids.digest(text, str(draft), str(summary.get("out_seq")))
        return str(MessageId.of(accept(summary, said, at=self.clock.now, ref=ref)))

    def drain(self) -> list[dict[str, str]]:
        """One wake-up, without waiting where the function would."""
        event = outbox.event({"conversation": self.account.conversation})
        account = self.account
        answer = sending.deliver(
            event, account.channel, account.post, account.signal, sleep=lambda seconds: None
        )
        return answer["batchItemFailures"]

    def asked(self) -> list[dict[str, Any]]:
        """The bodies of all calls with JSON, taken or not."""
        sent = self.simulator.sent(self.channel)
        return [json.loads(b64decode(r["body"])) for r in sent if r["path"].endswith("/messages")]


@contextmanager
def running(
    account: Account, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Side]:
    """The platform, with a customer who has just written."""
    account.wrote(the_time.now)
    told = {**account.secret, **account.ids, "account": "main"}
    name = account.channel.name
    with channel_side.running({name: told}, monkeypatch, auto_statuses=False) as simulator:
        simulator.platforms[name].say({"from": account.ana, "text": "hello"})
        yield Side(account, simulator, the_time)
