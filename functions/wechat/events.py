"""What a follower does besides writing: follows, leaves, scans a code, taps a menu.

https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
"""

from collections.abc import Callable
from typing import Any, Final

from functions.wechat.contents import Content
from functions.wechat.figures import decimal, moment
from functions.wechat.jobs import template_job
from shared.intake.fields import Fields, Unfit, needed_text, text
from shared.messages import Noted, Said

_SCENE: Final = "qrscene_"  # before the scene of a code, if whoever scanned it did not follow yet
_DESKS: Final = (
    ("agent", "KfAccount"),
    ("from_agent", "FromKfAccount"),
    ("to_agent", "ToKfAccount"),
)


def event_of(packet: Fields) -> Said | Noted:
    """Raises Unfit, also for events that are not about one follower.

    Events have no id: a repeat is known by who did what and when.
    """
    name = needed_text(packet, "Event")
    who, at = needed_text(packet, "FromUserName"), moment(packet)
    account = needed_text(packet, "ToUserName")
    if name == "TEMPLATESENDJOBFINISH":
        return template_job(packet, account, who, at)
    reader = _READERS.get(name.lower())
    if reader is None:
        raise Unfit("another kind of event")
    kind, said, content = reader(packet)
    provider_id = f"{who}:{at // 1000}:{name}:{text(packet, 'EventKey')}"
    return Said(account, who, provider_id, at, kind, said, content)


def _followed(packet: Fields) -> Content:
    scene = text(packet, "EventKey").removeprefix(_SCENE)
    return "event", "", {"event": "followed", **_referral(scene, packet)}


def _left(packet: Fields) -> Content:
    return "event", "", {"event": "blocked"}


def _scanned(packet: Fields) -> Content:
    return "event", "", {"event": "scanned", **_referral(text(packet, "EventKey"), packet)}


def _referral(scene: str, packet: Fields) -> dict[str, Any]:
    """The code that brought them, by the scene it was made for."""
    if not scene:
        return {}
    ticket = text(packet, "Ticket")
    return {"referral": {"ref": scene, **({"ticket": ticket} if ticket else {})}}


def _tapped(packet: Fields) -> Content:
    """A tap on a menu below the conversation; its key was set with the menu."""
    key = needed_text(packet, "EventKey")
    return "interactive", "", {"reply": {"kind": "button", "id": key, "title": "", "payload": key}}


def _scanned_from_menu(packet: Fields) -> Content:
    made, said, content = _tapped(packet)
    found = packet.get("ScanCodeInfo")
    content["scanned"] = text(found, "ScanResult") if isinstance(found, dict) else ""
    return made, said, content


def _opened_link(packet: Fields) -> Content:
    return "event", "", {"event": "menu-link", "url": text(packet, "EventKey")}


def _opened_camera(packet: Fields) -> Content:
    """Photos or a place are chosen from a menu; what is chosen follows as messages."""
    name = needed_text(packet, "Event").lower().replace("_", "-")
    return "event", "", {"event": name, "key": text(packet, "EventKey")}


def _is_at(packet: Fields) -> Content:
    """Where they are, told when the conversation is opened, if they allow it."""
    place = {name.lower(): decimal(packet, name) for name in ("Latitude", "Longitude")}
    if "Precision" in packet:
        place["precision"] = decimal(packet, "Precision")
    return "event", "", {"event": "location", **place}


def _at_desk(packet: Fields) -> Content:
    """WeChat's own customer service took, left or passed on the conversation."""
    agents = {ours: said for ours, theirs in _DESKS if (said := text(packet, theirs))}
    return "event", "", {"event": needed_text(packet, "Event").replace("_", "-"), **agents}


_READERS: Final[dict[str, Callable[[Fields], Content]]] = {
    "subscribe": _followed,
    "unsubscribe": _left,
    "scan": _scanned,
    "click": _tapped,
    "scancode_push": _scanned_from_menu,
    "scancode_waitmsg": _scanned_from_menu,
    "view": _opened_link,
    "view_miniprogram": _opened_link,
    "pic_sysphoto": _opened_camera,
    "pic_photo_or_album": _opened_camera,
    "pic_weixin": _opened_camera,
    "location_select": _opened_camera,
    "location": _is_at,
    "kf_create_session": _at_desk,
    "kf_close_session": _at_desk,
    "kf_switch_session": _at_desk,
}
