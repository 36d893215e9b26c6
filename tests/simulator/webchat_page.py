"""One page in one browser: opens a session, keeps its token, and waits for answers."""

import json
import threading
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.request import urlopen

import requests

from shared import clock
from tests.simulator.exchange import Request
from tests.simulator.journal import Call, Message
from tests.simulator.platform import World
from tests.simulator.webhook import Callback

_WAIT_S = 5  # at a time; whoever stops a page waits as long
_MOST_FAILURES = 20


def new_id() -> str:
    """A UUID of version 7, RFC 9562, as the widget makes it."""
    rest = uuid.uuid4().int & ((1 << 80) - 1)
    made = ((clock.now_ms() << 80 | rest) & ~(0xF << 76)) | (7 << 76)
    return str(uuid.UUID(int=(made & ~(3 << 62)) | (2 << 62)))


class Page:
    def __init__(self, customer: str, path: str, world: World) -> None:
        self.customer, self._path, self._world = customer, path, world
        self.token, self.got = "", dict[str, str]()  # id → status that it came with
        self._closed = threading.Event()
        self._waiting: threading.Thread | None = None

    def open(self, identity: str | None = None) -> None:
        """A session, unless there is one; with ``identity`` that person's from now on."""
        if self.token and identity is None:
            return
        wanted = {"token": self.token, **({"identity": identity} if identity else {})}
        self.token = self._asked("sessions", wanted)["token"]
        if self._waiting is None:
            self._waiting = threading.Thread(target=self._wait, daemon=True)
            self._waiting.start()

    def close(self) -> None:
        self._closed.set()

    def request(self, what: str, body: Mapping[str, Any] | None = None) -> Callback:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is None:
            return Callback("webchat", f"{self._path}/{what}", b"", headers, "GET")
        headers["Content-Type"] = "application/json"
        return Callback("webchat", f"{self._path}/{what}", json.dumps(body).encode(), headers)

    def uploaded(self, made: str, content_type: str, data: bytes) -> dict[str, Any]:
        """The ``file`` of the message that is called ``made``, once the bucket has its bytes."""
        wanted = {"id": made, "type": content_type, "size": len(data)}
        form = self._asked("uploads", wanted)
        sent = requests.post(
            form["url"], data=form["fields"], files={"file": ("file", data)}, timeout=10
        )
        if sent.status_code >= 300:
            raise ValueError(f"the bucket answered {sent.status_code}")
        return {"id": form["id"], "type": content_type}

    def _asked(self, what: str, body: Mapping[str, Any] | None) -> Any:
        call: Call = self._world.webhook.deliver(self.request(what, body), retry=False)
        if call.status != 200:
            raise ValueError(f"{what}: {call.status} {call.error or ''}")
        return json.loads(call.answer)

    def _wait(self) -> None:
        """Ask for news until the page is closed, or nobody has answered for long."""
        cursor, failures = "0", 0
        while not self._closed.is_set() and failures < _MOST_FAILURES:
            try:
                page = self._asked(f"messages?since={cursor}&wait={_WAIT_S}", None)
            except ValueError:
                failures += 1
                self._closed.wait(0.25)
                continue
            cursor, failures = page["cursor"], 0
            for message in page["messages"]:
                self._show(message)

    def _show(self, message: Mapping[str, Any]) -> None:
        if message["from"] == "visitor" or message["id"] in self.got or self._closed.is_set():
            return
        self.got[message["id"]] = message["status"]
        self._take(message)
        options = self._world.options
        if not options.auto_statuses:
            return
        time.sleep(options.first_status_after)
        for status in ("delivered", "read"):
            if status in options.statuses:
                self._acknowledge(message["id"], status)

    def _acknowledge(self, message: str, status: str) -> None:
        """Until it is heard, the page is closed, or nobody has answered for long."""
        for _ in range(_MOST_FAILURES):
            try:
                self._asked("receipts", {"status": status, "ids": [message]})
            except ValueError:
                if self._closed.wait(0.25):
                    return
            else:
                return

    def _take(self, message: Mapping[str, Any]) -> None:
        """What a page shows is what was sent, and files are part of it."""
        journal, shown = self._world.journal, {"to": self.customer, **message}
        if message.get("attachments"):
            shown["caption"] = message["text"]
        for file in message.get("attachments", ()):
            if url := file.get("url"):
                with urlopen(url, timeout=10) as found:  # noqa: S310 - our own link
                    taken = Request("GET", f"{self._path}/file", "", (), found.read())
                journal.take("webchat", taken)
        body = json.dumps(shown, ensure_ascii=False).encode()
        journal.take("webchat", Request("GET", f"{self._path}/messages", "", (), body))
        at = clock.now_ms()
        journal.accepted(
            Message(
                "webchat",
                message["id"],
                self.customer,
                message["type"],
                shown,
                clock.rfc3339(at),
                at,
            )
        )
