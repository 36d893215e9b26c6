"""A photo both ways: the customer's reaches the agent, and the agent's reaches the platform."""

import struct
import zlib
from base64 import b64decode, b64encode

from tests.local.client import Client, Json, Unexpected
from tests.local.story import Scene, Step
from threadline_client.models import Message


def steps() -> list[Step]:
    return [
        Step("the customer sends a photo", _seen, _show),
        Step("the agent downloads the very same photo", _downloaded),
        Step("the agent sends a photo back", _accepted, _show_back),
        Step("the platform got that photo, and one message that shows it", _arrived),
    ]


def photo(name: str) -> bytes:
    """A PNG of one pixel, with ``name`` in it."""
    pixel = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    chunks = (
        (b"IHDR", pixel),
        (b"tEXt", f"Title\0{name}".encode()),
        (b"IDAT", zlib.compress(b"\0\xff\x80\0")),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def taken(client: Client, channel: str, whole: bytes) -> list[Json]:
    """The platform's requests that hold this file, or else those that link to it."""
    requests = client.sent(channel)
    files = [each for each in requests if whole in b64decode(each["body"])]
    return files or [each for each in requests if client.linked_file(each) == whole]


def _words(scene: Scene) -> str:
    return f"It came broken {scene.nonce}"


def _words_back(scene: Scene) -> str:
    return f"This is the new one {scene.nonce}"


def _show(scene: Scene) -> None:
    media = {"mime_type": "image/png", "data": b64encode(photo(_words(scene))).decode()}
    scene.client.say(scene.channel, scene.customer, _words(scene), type="image", media=media)


def _seen(scene: Scene) -> str | None:
    # Found by its file: on some platforms no words go with it.
    said = scene.client.messages(str(_of(scene.heard)["conversation_id"]))
    photos = [one for one in said if one["direction"] == "inbound" and one["attachments"]]
    scene.photo = photos[0] if photos else None
    return f"message {photos[0]['id']}" if photos else None


def _downloaded(scene: Scene) -> str | None:
    message = _of(scene.photo)["id"]
    data = scene.client.download(message)
    if data is None:
        return None
    _demand(data == photo(_words(scene)), "another file came")
    (attachment,) = scene.client.agent.get_message(message)["attachments"]
    return f"302, {len(data)} bytes of {attachment['type']}"


def _show_back(scene: Scene) -> None:
    upload = scene.client.uploaded("image/png", "new.png", photo(_words_back(scene)))
    conversation = _of(scene.photo)["conversation_id"]
    scene.photo_back = scene.client.agent.send_message(
        conversation,
        {"type": "image", "text": _words_back(scene), "attachments": [{"id": upload}]},
    )


def _accepted(scene: Scene) -> str:
    return f"202, message {_of(scene.photo_back)['id']}"


def _arrived(scene: Scene) -> str | None:
    """The file lies in a request, or a link there leads to it, with the words or beside them."""
    whole, words = photo(_words_back(scene)), _words_back(scene)
    messages = scene.client.reached(scene.channel, scene.customer, words)
    _demand(len(messages) < 2, f"sent {len(messages)} times")
    files = taken(scene.client, scene.channel, whole)
    return f"{files[0]['path']}, message {messages[0]['id']}" if files and messages else None


def _of(found: Message | None) -> Message:
    if found is None:
        raise RuntimeError("an earlier step finds this")
    return found


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Unexpected(otherwise)
