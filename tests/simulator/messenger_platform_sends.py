"""``POST /{account}/messages``: takes our messages and signals, or refuses them as documented.

developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages and
…/error-codes.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator.exchange import Answer, Request
from tests.simulator.journal import Message
from tests.simulator.messenger_platform_said import new_mid
from tests.simulator.meta import Refused, answered, error

if TYPE_CHECKING:
    from tests.simulator.messenger_platform import MessengerPlatform

_ACTIONS: Final = ("mark_seen", "typing_on", "typing_off", "react", "unreact")
_REACTIONS: Final = ("love", "smile", "wow", "sad", "angry", "like", "dislike")
_TYPES: Final = ("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY")
_FILES: Final = ("image", "video", "audio", "file")


def invalid(message: str, subcode: int | None = None) -> Refused:
    return Refused(error(400, 100, f"(#100) {message}", subcode=subcode))


class Sends:
    def __init__(self, platform: "MessengerPlatform") -> None:
        self._platform = platform

    def handle(self, request: Request, _: Mapping[str, str]) -> Answer:
        try:
            body = json.loads(request.body)
            person = str(body["recipient"]["id"])
            if "sender_action" in body:
                return self._act(body, person)
            return self._take(body, person)
        except (AttributeError, KeyError, TypeError, ValueError):
            return error(400, 100, "(#100) Invalid parameter")

    def _act(self, body: Mapping[str, Any], person: str) -> Answer:
        action = body["sender_action"]
        if "message" in body:
            raise invalid("Cannot send both message and state at the same time.", 2018034)
        if action not in _ACTIONS:
            raise invalid(f"Param sender_action must be one of {_ACTIONS}")
        if action == "react" and body["payload"]["reaction"] not in _REACTIONS:
            raise invalid("Unsupported reaction")
        if action in ("react", "unreact") and not body["payload"]["message_id"]:
            raise invalid("message_id is required")
        self._check_person(person)
        return answered({"recipient_id": person})

    def _take(self, body: Mapping[str, Any], person: str) -> Answer:
        self._check_type(body)
        words = self._check_message(body["message"])
        self._check_person(person)
        self._check_window(body, person)
        now = clock.now_ms()
        message = Message(
            channel=self._platform.channel,
            id=new_mid(),
            to=person,
            type=next(iter(body["message"])),
            content={**body, **({"words": words} if words else {})},
            time=clock.rfc3339(now),
            at=now,
        )
        self._platform.world.journal.accepted(message)
        self._platform.statuses.play(message)
        return answered({"recipient_id": person, "message_id": message.id})

    def _check_type(self, body: Mapping[str, Any]) -> None:
        kind = body.get("messaging_type", "RESPONSE")
        if kind not in _TYPES:
            raise invalid(f"Param messaging_type must be one of {_TYPES}")
        if kind == "MESSAGE_TAG" and body.get("tag") != "HUMAN_AGENT":
            raise invalid("Invalid parameter: tag")  # all others ended on 27 April 2026

    def _check_person(self, person: str) -> None:
        if not person.isdigit():
            raise invalid("Parameter error: You cannot send messages to this id")
        known = self._platform.people.knows(person)
        if not known and self._platform.world.options.strangers != "allowed":
            raise invalid("No matching user found", 2018001)

    def _check_window(self, body: Mapping[str, Any], person: str) -> None:
        window, people = self._platform.row.window, self._platform.people
        tagged = body.get("messaging_type") == "MESSAGE_TAG"
        stranger = not people.knows(person)  # let in by the options
        if window is None or stranger or "template" in body["message"]:
            return
        if not people.may_be_written_to(person, clock.now_ms(), window, tagged=tagged):
            said = "(#10) This message is sent outside of allowed window."
            raise Refused(error(400, 10, said, subcode=self._platform.closed))

    def _check_message(self, message: Mapping[str, Any]) -> str:
        """The words of a template."""
        if len(str(message.get("metadata", ""))) > 1000:
            raise invalid("metadata is too long")
        if "template" in message:
            return self._platform.fill(message["template"])
        if "attachment" in message:
            self._check_attachment(message["attachment"])
        elif not message.get("text"):
            raise invalid("Message cannot be empty, must provide valid attachment or text", 2018034)
        if "text" in message:
            self._platform.check_text(message["text"])
        self._check_replies(message.get("quick_replies", []))
        return ""

    def _check_replies(self, replies: list[Mapping[str, Any]]) -> None:
        if len(replies) > 13:
            raise invalid("Param quick_replies can have at most 13 elements")
        for reply in replies:
            if reply["content_type"] == "text" and not 0 < len(reply["title"]) <= 20:
                raise invalid("title of a quick reply is between 1 and 20 characters")
            if len(reply.get("payload", "")) > 1000:
                raise invalid("payload is at most 1000 characters")

    def _check_attachment(self, attachment: Mapping[str, Any]) -> None:
        kind, payload = attachment["type"], attachment["payload"]
        if kind == "template":
            self._check_buttons(payload)
        elif kind not in _FILES:
            raise invalid("Invalid attachment type")
        elif "attachment_id" in payload:
            if self._platform.files.uploaded(payload["attachment_id"]) is None:
                raise invalid("Invalid attachment id")
        elif not str(payload["url"]).startswith(("http://", "https://")):
            raise invalid("Failed to fetch the file from the url", 2018008)

    def _check_buttons(self, template: Mapping[str, Any]) -> None:
        if template["template_type"] != "button":
            return
        if not 0 < len(template["text"]) <= 640:
            raise invalid("text of a button template is between 1 and 640 characters")
        if not 0 < len(template["buttons"]) <= 3:
            raise invalid("a button template has between 1 and 3 buttons")
        if any(not 0 < len(button["title"]) <= 20 for button in template["buttons"]):
            raise invalid("title of a button is between 1 and 20 characters")
