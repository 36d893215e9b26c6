"""The methods of the Bot API that send, signal and look up.

core.telegram.org/bots/api#available-methods
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.platform import World
from tests.simulator.telegram_answers import Refused, bad_request, result
from tests.simulator.telegram_chats import Chat, Chats
from tests.simulator.telegram_checks import (
    caption_of,
    check_size,
    keyboard_of,
    needed,
    place_of,
    quotation_of,
    text_of,
)
from tests.simulator.telegram_files import Files
from tests.simulator.telegram_parameters import Parameters, parameters_of

_FILES: Final = ("photo", "audio", "voice", "video", "document", "sticker")
_OTHER_SENDS: Final = ("message", "location", "venue", "contact")
SENDS: Final = frozenset(f"send{part}" for part in (*_FILES, *_OTHER_SENDS))


class Methods:
    def __init__(
        self, chats: Chats, files: Files, world: World, webhook_info: Callable[[], dict[str, Any]]
    ) -> None:
        self._chats, self._files, self._world = chats, files, world
        self._webhook_info = webhook_info

    def call(self, method: str, request: Request) -> Answer:
        """Names are taken in any case, as on the platform."""
        given, name = parameters_of(request), method.lower()
        if name in SENDS:
            return result(self._send(name.removeprefix("send"), given))
        if name not in self._others:
            raise Refused("Not Found", 404)
        return result(self._others[name](given))

    @property
    def _others(self) -> Mapping[str, Callable[[Parameters], Any]]:
        return {
            "getme": lambda given: {"id": 1, "is_bot": True, "first_name": "Shop"},
            "getwebhookinfo": lambda given: self._webhook_info(),
            "getfile": lambda given: self._files.look_up(given.text("file_id")),
            "sendchataction": self._act,
            "setmessagereaction": self._react,
            "answercallbackquery": lambda given: bool(needed(given, "callback_query_id")),
        }

    def _chat(self, given: Parameters) -> Chat:
        strangers = self._world.options.strangers == "allowed"
        return self._chats.reached(given.text("chat_id"), strangers=strangers)

    def _act(self, given: Parameters) -> bool:
        self._chat(given)
        if given.text("action") != "typing":
            raise bad_request("wrong parameter action in request")
        return True

    def _react(self, given: Parameters) -> bool:
        chat, reactions = self._chat(given), given.structure("reaction") or []
        if int(needed(given, "message_id")) not in chat.messages:
            raise bad_request("message to react not found")
        if len(reactions) > 1 or any(one.get("type") != "emoji" for one in reactions):
            raise bad_request("REACTIONS_TOO_MANY")
        return True

    def _send(self, kind: str, given: Parameters) -> dict[str, Any]:
        chat = self._chat(given)
        now = clock.now_ms()
        said = self._said(kind, given) | keyboard_of(given) | quotation_of(given, chat)
        sender = {"id": 1, "is_bot": True, "first_name": "Shop"}
        made = {"from": sender, "chat": chat.as_json(), "date": now // 1000, **said}
        whole = self._chats.keep(chat, made)
        self._world.journal.accepted(
            Message(
                channel="telegram",
                id=f"{chat.id}:{whole['message_id']}",
                to=str(chat.id),
                type=kind,
                content=given.values,
                time=clock.rfc3339(now),
                at=now,
            )
        )
        return whole

    def _said(self, kind: str, given: Parameters) -> dict[str, Any]:
        if kind in _FILES:
            return caption_of(given) | {kind: self._file(kind, given)}
        if kind == "location":
            return {"location": place_of(given)}
        if kind == "venue":
            named = {name: needed(given, name) for name in ("title", "address")}
            return {"venue": {"location": place_of(given), **named}, "location": place_of(given)}
        if kind == "contact":
            return {"contact": {n: needed(given, n) for n in ("phone_number", "first_name")}}
        return text_of(given)

    def _file(self, part: str, given: Parameters) -> Any:
        uploaded = given.files.get(part)
        if uploaded is None:
            return self._named(part, needed(given, part))
        check_size(part, uploaded.data)
        if not uploaded.data:
            raise bad_request("file must be non-empty")
        made = {**self._files.keep(uploaded.data).as_json(), "mime_type": uploaded.content_type}
        return _shown(part, made)

    def _named(self, part: str, given: str) -> Any:
        """By the id of a file that is there, or by a link that the platform would fetch."""
        if given.startswith(("http://", "https://")):
            made: dict[str, Any] = {"file_id": given, "file_unique_id": "1"}
        else:
            try:
                made = self._files.look_up(given)
            except Refused:
                words = "wrong file identifier/HTTP URL specified"
                raise bad_request(words) from None
        return _shown(part, made)


def _shown(part: str, made: dict[str, Any]) -> Any:
    """A file as a message has it, with what its kind tells besides."""
    if part == "photo":
        return [{**made, "width": 1, "height": 1}]
    if part == "sticker":
        about = {"type": "regular", "is_animated": False, "is_video": False}
        return {**made, **about, "width": 512, "height": 512}
    sized = {"width": 640, "height": 480} if part == "video" else {}
    return made if part == "document" else {**made, **sized, "duration": 1}
