"""What a customer's phone, a platform and an agent's tool see of the stack, over real HTTP."""

import json
import re
import uuid
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import requests

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

    def close(self) -> None:
        self._session.close()

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

    # ----- the agent

    def api(self, method: str, path: str, scope: str = "agent", **more: Any) -> requests.Response:
        """The agent API's answer, whatever it is. A POST is given an idempotency key."""
        headers = {"authorization": f"Bearer {self.stack['tokens'][scope]}"}
        if method == "POST":
            headers["idempotency-key"] = str(uuid.uuid4())
        headers |= more.pop("headers", {})
        url = f"{self.stack['api_url']}/v1{path}"
        return self._session.request(method, url, headers=headers, timeout=_TIMEOUT_S, **more)

    def conversations(self, **filters: str) -> Iterator[Json]:
        """Newest activity first, page after page: those of the same minutes have no order."""
        cursor = ""
        while cursor is not None:
            asked = {**filters, "limit": "100", **({"cursor": cursor} if cursor else {})}
            page = _expected(self.api("GET", "/conversations", params=asked), 200).json()
            yield from page["items"]
            cursor = page["next_cursor"]

    def conversation(self, conversation: str) -> Json:
        found: Json = _expected(self.api("GET", f"/conversations/{conversation}"), 200).json()
        return found

    def messages(self, conversation: str) -> list[Json]:
        """The newest page, newest first."""
        answer = self.api("GET", f"/conversations/{conversation}/messages")
        return list(_expected(answer, 200).json()["items"])

    def message(self, message: str) -> Json:
        found: Json = _expected(self.api("GET", f"/messages/{message}"), 200).json()
        return found

    def answer(self, conversation: str, text: str, **more: Any) -> Json:
        """An agent answers; the message as it was accepted."""
        path = f"/conversations/{conversation}/messages"
        wanted = {"type": "text", "text": text, **more}
        accepted: Json = _expected(self.api("POST", path, json=wanted), 202).json()
        return accepted

    def uploaded(self, content_type: str, name: str, data: bytes) -> str:
        """Put a file where its link says; the id of the upload."""
        wanted = {"type": content_type, "name": name, "size": len(data)}
        made = _expected(self.api("POST", "/uploads", json=wanted), 201).json()
        how = {"data": data, "headers": made["headers"], "timeout": _TIMEOUT_S}
        _expected(self._session.request(made["method"], made["url"], **how), 200)
        return str(made["id"])

    def download(self, attachment: Json) -> bytes | None:
        """The file behind an attachment's route; None while it is not there yet."""
        path = attachment["url"].removeprefix("/v1")
        answer = self.api("GET", path, allow_redirects=False)
        if answer.status_code == 409:
            return None
        link = _expected(answer, 302).headers["location"]
        return _expected(requests.get(link, timeout=_TIMEOUT_S), 200).content

    def heard(self, text: str) -> Json | None:
        """The customer's message with this text, if an agent can see it by now."""
        for conversation in self.conversations():
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
