"""What a customer's phone, a platform and an agent's tool see of the stack, over real HTTP."""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import requests

import threadline_client
from threadline_client import Refused
from threadline_client.models import ConversationDetail, Message

Json = dict[str, Any]

_TIMEOUT_S = 60
_FORM = "application/x-www-form-urlencoded"
_STRING = re.compile(r'"([^"]*)"')


class Unexpected(Exception):
    """The stack answered something else than it should."""


class Client:
    def __init__(self, stack: Mapping[str, Any]) -> None:
        """``stack``: what stack.json holds."""
        self.stack = stack
        self._session = requests.Session()
        self._callers: list[threadline_client.Client] = []

    def close(self) -> None:
        self._session.close()
        for caller in self._callers:
            caller.close()

    # ----- the customer and the platform, by way of the simulator

    def say(self, channel: str, sender: str, text: str, **more: Any) -> Json:
        """A customer writes; what the platform ``posted`` to us and our ``answer``."""
        said = {"from": sender, "text": text, **more}
        call: Json = self._simulator("POST", f"/{channel}/say", json=said)
        return call

    def sent(self, channel: str) -> list[Json]:
        """Every request the platform took from us, its body and ``text`` in clear."""
        taken = self._simulator("GET", "/sent", params={"channel": channel})
        opened = [{**each, "body": each.get("clear", each["body"])} for each in taken]
        return [{**each, "text": _in_clear(each)} for each in opened]

    def sent_with(self, channel: str, text: str) -> list[Json]:
        return [each for each in self.sent(channel) if text in each["text"]]

    def reached(self, channel: str, customer: str, text: str) -> list[Json]:
        """What the platform really accepted for ``customer`` with ``text`` anywhere in it."""
        messages: list[Json] = self._simulator("GET", "/messages", params={"channel": channel})
        mine = [each for each in messages if each["to"] == customer]
        return [one for one in mine if text in json.dumps(one["content"], ensure_ascii=False)]

    def linked_file(self, request: Json) -> bytes | None:
        """What the first link of a request to the platform leads to, as it would fetch it."""
        body = b64decode(request["body"]).decode(errors="replace")
        links = _links(body, _kind(request))
        return _expected(requests.get(links[0], timeout=_TIMEOUT_S), 200).content if links else None

    def set_simulator(self, **options: Any) -> None:
        """See tests/simulator/options.py."""
        self._simulator("POST", "/options", json=options)

    def now_ms(self) -> int:
        """The time on the stack's clock."""
        return int(self._simulator("GET", "/clock")["now_ms"])

    def advance(self, ms: int) -> None:
        """Move the clock of the whole stack on."""
        self._simulator("POST", "/clock", json={"advance_s": ms / 1000})

    def _simulator(self, method: str, path: str, **more: Any) -> Any:
        url = self.stack["simulator_url"] + path
        answer = self._session.request(method, url, timeout=_TIMEOUT_S, **more)
        return _expected(answer, 200, 201).json()

    # ----- the agent, an admin, and others of the business, by the API's own client

    @cached_property
    def agent(self) -> threadline_client.Client:
        return self.with_token(self.stack["tokens"]["agent"])

    @cached_property
    def admin(self) -> threadline_client.Client:
        return self.with_token(self.stack["tokens"]["admin"])

    def with_token(self, token: str) -> threadline_client.Client:
        """Closed with this one."""
        self._callers.append(
            made := threadline_client.Client(self.stack["api_url"], token, timeout_s=_TIMEOUT_S)
        )
        return made

    def conversation(self, conversation: str) -> ConversationDetail:
        return self.agent.get_conversation(conversation)

    def messages(self, conversation: str) -> list[Message]:
        """The newest page, newest first."""
        return self.agent.list_messages(conversation)["items"]

    def answer(self, conversation: str, text: str) -> Message:
        """An agent answers; the message as it was accepted."""
        return self.agent.send_message(conversation, {"type": "text", "text": text})

    def uploaded(self, content_type: str, name: str, data: bytes) -> str:
        """Put a file where its link says; the id of the upload."""
        made = self.agent.make_upload({"type": content_type, "name": name, "size": len(data)})
        how: Json = {"data": data, "headers": made["headers"], "timeout": _TIMEOUT_S}
        _expected(self._session.request(made["method"], made["url"], **how), 200)
        return made["id"]

    def download(self, message: str) -> bytes | None:
        """The file of a message; None while it is not there yet."""
        try:
            link = self.agent.get_attachment(message, 0)
        except Refused as refused:
            if refused.status == 409:
                return None
            raise
        return _expected(requests.get(link, timeout=_TIMEOUT_S), 200).content

    def heard(self, text: str) -> Message | None:
        """The customer's message with this text, if an agent can see it by now."""
        for conversation in self.agent.iterate_conversations(limit=100):
            for message in self.messages(conversation["id"]):
                if message["direction"] == "inbound" and message["text"] == text:
                    return message
        return None


def _in_clear(request: Json) -> str:
    body = b64decode(request["body"]).decode(errors="replace")
    return unquote_plus(body) if _kind(request) == _FORM else body


def _kind(request: Json) -> str:
    headers = {name.lower(): value for name, value in request["headers"].items()}
    return str(headers.get("content-type", ""))


def _links(body: str, kind: str) -> list[str]:
    """Links to files of ours; others, such as that of our webhook, are not for reading."""
    values = [value for _, value in parse_qsl(body)] if kind == _FORM else _STRING.findall(body)
    return [value for value in values if value.startswith("http") and "/media/" in value]


def _expected(answer: requests.Response, *statuses: int) -> requests.Response:
    if answer.status_code not in statuses:
        asked = f"{answer.request.method} {answer.request.url}"
        raise Unexpected(f"{asked} answered {answer.status_code}: {answer.text[:500]}")
    return answer
