"""The platform's own rules for what we send, without a server between."""

import json
from typing import Any

from functions.telegram.render import Call, render
from tests.simulator.exchange import Request
from tests.simulator.journal import Journal
from tests.simulator.options import Options
from tests.simulator.platform import World
from tests.simulator.scheduler import Scheduler
from tests.simulator.telegram_answers import Refused
from tests.simulator.telegram_chats import Chats
from tests.simulator.telegram_files import Files
from tests.simulator.telegram_methods import Methods
from tests.simulator.webhook import Webhook


def rendered(kind: str, text: str = "", content: dict[str, Any] | None = None, **more: Any) -> Call:
    """The call of such a message, which the platform takes."""
    call = render(message(kind, text, content, **more))
    take(call)
    return call


def message(
    kind: str, text: str = "", content: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    said = {"type": kind, "text": text, "content": json.dumps(content or {})}
    return {"identity": "7001", **said, **more}


def take(call: Call) -> Any:
    """What the platform answers to ``call``; a file that goes along is taken for granted."""
    journal, options = Journal(), Options(strangers="allowed")
    world = World(journal, options, Webhook(journal, options, Scheduler()), str)
    chats, files = Chats(), Files()
    chat = chats.reached(call.params["chat_id"], strangers=True)
    chats.keep(chat, {"message_id": 12, "text": "hello"})
    params = dict(call.params)
    if call.file:
        params[call.part] = files.keep(b"a file").id
    request = Request("POST", "", "", (("content-type", "application/json"),), _json(params))
    try:
        answer = Methods(chats, files, world, dict).call(call.method, request)
    except Refused as refused:
        raise AssertionError(refused) from refused
    return json.loads(answer.body)["result"]


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
