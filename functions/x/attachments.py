"""What comes attached to a direct message: one file, or one place.

https://developer.x.com/en/docs/direct-messages/message-attachments and
…/direct-messages/sending-and-receiving/guides/direct-message-migration (read 2026-11-22)
"""

from typing import Any, Final

from functions.x.snowflakes import identifier
from shared.intake.fields import Fields, Unfit, needed_fields, objects, text
from shared.messages import MessageType

Content = tuple[MessageType, dict[str, Any]]

_MP4: Final = "video/mp4"


def attached(attachment: Fields) -> Content:
    """Its type and content; a kind that is unknown is ``unsupported``. Raises Unfit."""
    match text(attachment, "type"):
        case "media":
            return _media(needed_fields(attachment, "media"))
        case "location":
            return "location", _place(needed_fields(attachment, "location"))
        case kind:
            return "unsupported", {"kind": kind or "attachment", "raw": dict(attachment)}


def _media(media: Fields) -> Content:
    name = identifier(media.get("id_str") or media.get("id"))
    match text(media, "type"):
        case "photo":
            url, more = text(media, "media_url_https") or text(media, "media_url"), {}
            kind: MessageType = "image"
        case "video" | "animated_gif" as moving:
            url, kind = _best(media), "video"
            more = {"mime_type": _MP4, **({"animated": True} if moving != "video" else {})}
        case other:
            return "unsupported", {"kind": other or "media", "raw": dict(media)}
    if not url:
        raise Unfit("no link to the file")
    return kind, {"media": {"id": name, "url": url, **more}}


def _best(media: Fields) -> str:
    """The finest of the films that X made of one; the other variants are playlists."""
    info = media.get("video_info")
    variants = objects(info, "variants") if isinstance(info, dict) else []
    films = [one for one in variants if text(one, "content_type") == _MP4 and text(one, "url")]
    return text(max(films, key=_bitrate), "url") if films else ""


def _bitrate(variant: Fields) -> int:
    value = variant.get("bitrate")
    return value if isinstance(value, int) else 0


def _place(location: Fields) -> dict[str, Any]:
    kind = text(location, "type")
    shared = needed_fields(location, kind) if kind else {}
    if kind == "shared_coordinate":
        return _at(needed_fields(shared, "coordinates").get("coordinates"))
    if kind == "shared_place":
        place = needed_fields(shared, "place")
        named = {"name": text(place, "name"), "address": text(place, "full_name")}
        found = _at(place.get("centroid")) if "centroid" in place else _middle(place)
        return {**found, **{name: said for name, said in named.items() if said}}
    raise Unfit("no place")


def _middle(place: Fields) -> dict[str, Any]:
    """Of the box around a place."""
    rings = needed_fields(place, "bounding_box").get("coordinates")
    corners = rings[0] if isinstance(rings, list) and rings else None
    if not (isinstance(corners, list) and corners):
        raise Unfit("no coordinates")
    points = [_at(corner) for corner in corners]
    return {
        axis: (min(p[axis] for p in points) + max(p[axis] for p in points)) / 2
        for axis in ("latitude", "longitude")
    }


def _at(pair: Any) -> dict[str, Any]:
    """A position of GeoJSON: the longitude comes first."""
    if isinstance(pair, list) and len(pair) == 2:
        longitude, latitude = pair
        if _is_number(latitude, 90) and _is_number(longitude, 180):
            return {"latitude": latitude, "longitude": longitude}
    raise Unfit("no coordinates")


def _is_number(value: Any, most: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= most
