"""Web chat has no servers but ours: what stands here are browsers on somebody's site.

Each customer is a page with a session of its own, which writes, waits for answers as a page
without a WebSocket does, and tells what it got and what was seen. An answer that a page got is
what "the platform took".
"""

import secrets
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from tests.simulator.exchange import Answer, Request
from tests.simulator.faults import Fault
from tests.simulator.platform import Platform, Route, World
from tests.simulator.webchat_page import Page, new_id
from tests.simulator.webchat_token import token
from tests.simulator.webhook import Callback

_SITE = "https://shop.example"


class WebChat(Platform):
    channel: ClassVar[str] = "webchat"

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.pages: dict[str, Page] = {}

    @classmethod
    def new_account(cls) -> dict[str, Any]:
        return {
            "session_secret": secrets.token_urlsafe(32),
            "identity_secret": secrets.token_urlsafe(32),
            "origins": [_SITE],
        }

    @classmethod
    def secret(cls, account: Mapping[str, Any], webhook_url: str) -> dict[str, Any]:
        named = {name: account[name] for name in ("session_secret", "identity_secret")}
        short = account["account"]
        # A page of the local stack itself may ask as well.
        origins = [*account["origins"], webhook_url]
        return {**named, "origins": origins, "accounts": {short: short}}

    @classmethod
    def new_customer(cls) -> str:
        return f"visitor-{secrets.token_hex(4)}"

    @property
    def webhook_path(self) -> str:
        return f"/webchat/{self.account['account']}"

    @property
    def routes(self) -> Sequence[Route]:
        return ()  # nobody calls a browser

    def sends(self, request: Request) -> bool:
        return False

    def signed(self, body: bytes, secret: str | None = None) -> Callback:
        """``body`` as a message of somebody new, whose token ``secret`` has signed."""
        made = token(self.account, secret)
        headers = {"Authorization": f"Bearer {made}", "Content-Type": "application/json"}
        return Callback(self.channel, f"{self.webhook_path}/messages", body, headers)

    def say(self, said: Mapping[str, Any]) -> Callback:
        """``{"from", "text"}``; an image with ``media`` = {mime_type, data}; ``id`` to say it
        again; ``identity``, the site's JWT, for somebody who has signed in."""
        page = self._page(str(said["from"]), said.get("identity"))
        body: dict[str, Any] = {"id": said.get("id") or new_id(), "text": said.get("text", "")}
        if media := said.get("media"):
            data = b64decode(media["data"], validate=True)
            body["file"] = page.uploaded(body["id"], media["mime_type"], data)
        if reply := said.get("reply"):
            body["reply"] = reply
        return page.request("messages", body)

    def status(self, wanted: Mapping[str, Any]) -> Callback:
        """``{"id", "status"}`` of a message that a page got."""
        found = next((p for p in self.pages.values() if wanted["id"] in p.got), None)
        if found is None:
            raise ValueError("no page has got this message")
        return found.request("receipts", {"status": wanted["status"], "ids": [wanted["id"]]})

    def fail(self, fault: Fault) -> Answer:
        return Answer(503)  # nothing of ours is asked that could fail

    def forget(self) -> None:
        for page in self.pages.values():
            page.close()
        self.pages.clear()

    def _page(self, customer: str, identity: str | None) -> Page:
        page = self.pages.get(customer)
        if page is None:
            page = self.pages[customer] = Page(customer, self.webhook_path, self.world)
        page.open(identity)
        return page


PLATFORM = WebChat
