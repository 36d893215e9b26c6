"""One ``message_create``: what a customer wrote, or the account, here or elsewhere (an echo).

https://docs.x.com/x-api/account-activity/introduction#direct_message_events and
https://docs.x.com/x-api/activity/event-payloads#legacy-dm-events (read 2026-11-22)
"""

from typing import Any

from functions.x.attachments import attached
from functions.x.people import name_of, sides
from functions.x.snowflakes import identifier, moment
from functions.x.wording import words
from shared.intake.fields import Fields, Unfit, needed_fields, text
from shared.messages import MessageType, Said


def message(item: Fields, account: str, users: object) -> Said:
    """Raises Unfit."""
    if text(item, "type") != "message_create":
        raise Unfit("unknown type")
    created = needed_fields(item, "message_create")
    identity, echoed = sides(created, account)
    kind, said, content = _told(needed_fields(created, "message_data"))
    if echoed and (app := text(created, "source_app_id")):
        content["context"] = {"app_id": app}
    return Said(
        account_ref=account,
        identity=identity,
        provider_id=identifier(item.get("id")),
        sent_at=moment(item),
        type=kind,
        text=said,
        content=content,
        name=None if echoed else name_of(identity, users),
        echo=echoed,
    )


def _told(data: Fields) -> tuple[MessageType, str, dict[str, Any]]:
    attachment, reply = data.get("attachment"), data.get("quick_reply_response")
    if not isinstance(attachment, dict):
        attachment = {}
    said = words(data, attachment)
    if attachment:
        kind, content = attached(attachment)
        return kind, said, content
    if isinstance(reply, dict) and (metadata := text(reply, "metadata")):
        chosen = {"kind": "button", "id": metadata, "title": said, "payload": metadata}
        return "interactive", said, {"reply": chosen}
    if said:
        return "text", said, {}
    return "unsupported", "", {"kind": "message", "raw": dict(data)}
