"""What was said and noted, as items of the table: pure, the same input gives the same item."""

import json
import re
from typing import Any, Final

from shared import ids, keys
from shared.ids import MessageId
from shared.keys import single
from shared.messages import Noted, Said, Told, Warned
from shared.table import Item

_LATEST: Final = 10**13 - 1  # the last time that 13 digits hold; later ones would sort wrongly
_as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TOLD_KEPT_S: Final = 90 * 86_400  # by then a sync has seen it
_PLAIN_EVENT: Final = re.compile(r"[a-z_-]{1,32}")


def said_item(said: Said, *, id_key: bytes, account: str, channel: str, received_at: int) -> Item:
    """The message item. ``account`` is its short name; raises ValueError for a time or an id
    that no key can hold.

    The platform's own time and id make the key, so that every delivery of it is the same item;
    where it tells no time, deliveries differ and must be claimed (``repeat`` of the truth table).
    """
    sent_at = _time(said.sent_at or received_at)
    conversation = ids.conversation_id(id_key, channel, account, said.identity)
    ref = ids.message_ref(id_key, channel, account, said.provider_id)
    other = said.other_identity
    return {
        "pk": keys.conversation_pk(conversation),
        "sk": keys.message_sk(sent_at, ref),
        "kind": "message",
        "channel": channel,
        "account": account,
        "identity": said.identity,
        "other_identity": other,
        "other": ids.conversation_id(id_key, channel, account, other) if other else None,
        "name": said.name or None,
        "email": said.email,
        **_author(said, conversation),
        "type": said.type,
        "text": said.text,
        "content": _as_json(said.content),
        "reply_to": said.reply_to,
        "provider_id": said.provider_id,
        "provider_ref": ref,
        "sent_at": sent_at,
        "received_at": received_at,
        **({} if said.sent_at else {"untimed": True}),
    }


def _author(said: Said, conversation: str) -> dict[str, Any]:
    if said.echo:  # somebody of the business, in an app that does not say who
        return {"direction": "outbound", "author_kind": "agent", "status": "sent"}
    return {
        "direction": "inbound",
        "author_kind": "contact",
        "author_id": conversation,  # the identity's public name
        "status": "received",
    }


def come_back(said: Said) -> Noted | None:
    """The fact that an echo of a message of ours is: it was sent. None of anything else.

    Only where our id rides along; it counts if it is one, for other tools use the same field.
    """
    if not said.echo or _message_id(said.our_id) is None:
        return None
    return Noted(
        account_ref=said.account_ref,
        identity=said.identity,
        what="status",
        target=said.provider_id,
        event="sent",
        at=said.sent_at,
        data={"status": "sent"},
        our_id=said.our_id,
    )


def noted_item(
    noted: Noted, *, id_key: bytes, account: str, channel: str, received_at: int
) -> Item:
    """The annotation item, under the message it is about whether that is known yet or not.

    Our own message id counts only if it is one: other tools use the same field for theirs.
    """
    ours = _message_id(noted.our_id)
    if ours:
        conversation, target_ref = ours.conversation, ours.ref
    else:
        conversation = ids.conversation_id(id_key, channel, account, noted.identity)
        target_ref = ids.message_ref(id_key, channel, account, noted.target)
    event = noted.event
    if not _PLAIN_EVENT.fullmatch(event):  # platform ids may hold phone numbers
        event = ids.message_ref(id_key, channel, account, event)
    sk = keys.annotation_sk(target_ref, event)
    if noted.what == "watermark":
        target_ref, sk = keys.WATERMARK, _watermark_sk(noted)
    return {
        "pk": keys.conversation_pk(conversation),
        "sk": sk,
        "kind": "annotation",
        "what": noted.what,
        "channel": channel,
        "account": account,
        "target": noted.target,
        "target_ref": target_ref,
        "target_id": str(ours) if ours else None,
        "event": noted.event,
        "at": _time(noted.at),
        "received_at": received_at,
        "data": _as_json(noted.data),
    }


def _watermark_sk(noted: Noted) -> str:
    """By status and time, so that the one before and the one after can be found."""
    return keys.watermark_sk(str(noted.data["status"]), _time(noted.at))


def told_item(told: Told, *, account: str, channel: str, received_at: int) -> Item:
    """A fact beside the template, under its key, time and content: every delivery is the same."""
    key = single.template_sk(channel, account, told.name, told.language)
    event = ids.digest("told", *(f"{name}={value}" for name, value in sorted(told.changed.items())))
    return {
        "pk": single.TEMPLATES,
        "sk": f"{key}#{_time(told.at):013d}#{event}",
        "kind": "template-fact",
        "channel": channel,
        "account": account,
        "name": told.name,
        "language": told.language.replace("-", "_"),
        "at": told.at,
        "expires": received_at // 1000 + _TOLD_KEPT_S,
        **told.changed,
    }


def warned_item(warned: Warned, *, account: str, channel: str, received_at: int) -> Item:
    """A fact about the account, under its time and content: every delivery is the same."""
    told = (warned.reason, warned.about, str(warned.until), str(warned.over))
    return {
        "pk": single.WARNINGS,
        "sk": f"{channel}:{account}#{_time(warned.at):013d}#{ids.digest('warned', *told)}",
        "kind": "account-warning",
        "channel": channel,
        "account": account,
        "about": ids.digest("about", warned.about) if warned.about else "",  # a phone number
        "reason": warned.reason,
        "at": warned.at,
        "until": _time(warned.until),
        "over": warned.over,
        "expires": received_at // 1000 + _TOLD_KEPT_S,
    }


def _message_id(text: str | None) -> MessageId | None:
    return MessageId.parse(text) if text and ids.is_message_id(text) else None


def _time(ms: int) -> int:
    if not 0 <= ms <= _LATEST:
        raise ValueError("not a time")
    return ms
