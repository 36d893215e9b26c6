"""Web chat in process: browsers that ask, pages that are connected, agents who answer."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import jwt
import pytest

from functions.webchat import live, pace, poll, send, webhook
from shared import aws, credentials, ids, keys, table
from shared.accepting import Draft, accept
from shared.ids import MessageId
from shared.settings import settings
from shared.table import Item
from tests.clock import SteppingClock
from tests.simulator.exchange import Answer, Request
from tests.simulator.http_server import serving

SITE = "https://shop.example"
SECRET: dict[str, Any] = {
    "session_secret": "session-secret-for-tests",
    "identity_secret": "identity-secret-for-tests-of-32-bytes",
    "origins": [SITE],
    "accounts": {"main": "main"},
}
Event = dict[str, Any]


def event(
    method: str,
    what: str,
    body: Any = None,
    *,
    token: str = "",
    query: str = "",
    account: str = "main",
    origin: str = SITE,
    address: str = "203.0.113.7",
    **headers: str,
) -> Event:
    """A browser's request as API Gateway hands it over."""
    sent = {"origin": origin, "authorization": f"Bearer {token}" if token else "", **headers}
    raw = body if isinstance(body, str) else "" if body is None else json.dumps(body)
    path = f"/webchat/{account}/{what}"
    return {
        "version": "2.0",
        "routeKey": f"{method} /webchat/{{account}}/{what}",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {name: value for name, value in sent.items() if value},
        "requestContext": {"http": {"method": method, "path": path, "sourceIp": address}},
        "pathParameters": {"account": account},
        "body": raw,
        "isBase64Encoded": False,
    }


def body_of(answer: Mapping[str, Any]) -> Any:
    assert answer["statusCode"] == 200, answer
    return json.loads(answer["body"])


def new_id(at: int) -> str:
    """A UUID of version 7 that was made at ``at``."""
    rest = uuid.uuid4().int & ((1 << 80) - 1)
    made = (at << 80 | rest) & ~(0xF << 76) | (7 << 76)
    return str(uuid.UUID(int=made & ~(3 << 62) | (2 << 62)))


@dataclass(slots=True)
class WebChat:
    """What a test has to do with: the clock, and what open pages were told."""

    clock: SteppingClock
    pushed: list[tuple[str, Any]] = field(default_factory=list)  # (connection, frame)
    gone: set[str] = field(default_factory=set)

    def ask(self, *args: Any, **more: Any) -> dict[str, Any]:
        return webhook.lambda_handler(event(*args, **more), None)

    def session(self, **fields: Any) -> dict[str, Any]:
        found: dict[str, Any] = body_of(self.ask("POST", "sessions", fields))
        return found

    def say(self, token: str, text: str, made: str = "", **more: Any) -> dict[str, Any]:
        said = {"id": made or new_id(self.clock.now), "text": text, **more}
        found: dict[str, Any] = body_of(self.ask("POST", "messages", said, token=token))
        return found

    def read(self, token: str, query: str = "") -> dict[str, Any]:
        """What a poll answers; who would wait moves the clock."""
        asked = event("GET", "messages", token=token, query=query)
        found: dict[str, Any] = body_of(poll.lambda_handler(asked, None))
        return found

    def texts(self, token: str) -> list[str]:
        return [message["text"] for message in self.read(token)["messages"]]

    def connect(self, session: Mapping[str, Any], connection: str) -> int:
        query = dict(
            part.split("=", 1) for part in session["socket"]["url"].split("?")[1].split("&")
        )
        return self.frame("CONNECT", connection, queryStringParameters=query)

    def frame(self, kind: str, connection: str, **more: Any) -> int:
        context = {"connectionId": connection, "eventType": kind, "routeKey": f"${kind.lower()}"}
        answer = live.lambda_handler({"requestContext": context, **more}, None)
        return int(answer["statusCode"])

    def told(self, connection: str) -> list[Any]:
        return [frame for one, frame in self.pushed if one == connection]

    def answer(self, session: Mapping[str, Any], text: str, kind: Any = "text", **more: Any) -> str:
        """An agent answers, and the send function does what it is woken for; its id."""
        conversation = session["conversation_id"]
        self.clock.advance(ms=1)
        summary = table.get(keys.conversation_pk(conversation), keys.SUMMARY) or summarised(
            conversation
        )
        draft = Draft(kind, text, author_kind="agent", author_id="ana", **more)
        made = accept(summary, draft, at=self.clock.now, ref=ids.digest(text, uuid.uuid4().hex))
        self.deliver({"conversation": conversation})
        return str(MessageId.of(made))

    def deliver(self, body: Mapping[str, Any]) -> None:
        attributes = {"MessageGroupId": body["conversation"]}
        record = {"messageId": "1", "body": json.dumps(body), "attributes": attributes}
        assert send.lambda_handler({"Records": [record]}, None) == {"batchItemFailures": []}

    def manage(self, request: Request) -> Answer:
        """API Gateway's side of the connections."""
        connection = unquote(request.path.rpartition("/")[2])
        if connection in self.gone:
            return Answer(410, b"{}", {"x-amzn-errortype": "GoneException"})
        self.pushed.append((connection, json.loads(request.body)))
        return Answer(200)


def summarised(conversation: str) -> Item:
    """The conversation's summary as the follower would have made it of its first message."""
    pk = keys.conversation_pk(conversation)
    item = {
        "pk": pk,
        "sk": keys.SUMMARY,
        "kind": "summary",
        "channel": "webchat",
        "account": "main",
        "identity": "",
        "owner": "agent:ana",
        "status": "open",
        "version": 0,
        "episode": 1,
        "consent": "unknown",
        "inbox": "agent:ana#open#0",
    }
    table.put(item)
    return item


def proof(subject: str, now_s: int, secret: str = "", **claims: Any) -> str:
    """What a site says about its visitor, by the library it would use."""
    said = {"sub": subject, "aud": "main", "iat": now_s, "exp": now_s + 300, **claims}
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, secret or SECRET["identity_secret"], algorithm="HS256")


def log_of(session: Mapping[str, Any]) -> list[Item]:
    return list(table.query(keys.conversation_pk(session["conversation_id"]), "A", "Z"))


def rotate(**secret: Any) -> None:
    aws.client("secretsmanager").put_secret_value(
        SecretId="threadline/webchat/main", SecretString=json.dumps({**SECRET, **secret})
    )
    credentials.forget()


@pytest.fixture
def chat(cloud: Any, the_time: SteppingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebChat]:
    """An account that may be asked from ``SITE``, and API Gateway's part of open connections."""
    aws.client("secretsmanager").create_secret(
        Name="threadline/webchat/main", SecretString=json.dumps(SECRET)
    )
    for each in (webhook.FROM_ONE_ADDRESS, webhook.SESSIONS, pace.OF_ONE_VISITOR):
        each.forget()
    poll.OF_ONE_VISITOR.forget()
    made = WebChat(the_time)
    with serving(made.manage) as url:
        monkeypatch.setenv("SOCKET_URL", f"ws{url[4:]}/live")
        settings.cache_clear()
        yield made
