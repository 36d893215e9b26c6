"""What large files take of the room that a function has: blocks, whatever their length."""

import hashlib
import json
from typing import Any, Final

from functions.apple.sealing import counter
from shared import keys
from tests.functions.apple.alone import MB, SETS, alone

# One copy beside what is imported, which has 60 MB, would be too much for ROOM.
SIZE: Final = 60 * MB
ROOM: Final = 100 * MB
KEY: Final = bytes(range(32))
SEALED: Final = {"owner": "o", "url": "u", "signature": "s", "key": KEY.hex()}
MESSAGE: Final = {
    "pk": keys.conversation_pk("c" * 26),
    "sk": keys.message_sk(1, "r" * 26),
    "kind": "message",
    "channel": "apple",
    "account": "main",
    "received_at": 10**13,
}


def message(kind: str, **media: Any) -> dict[str, Any]:
    return {**MESSAGE, "type": kind, "content": json.dumps({"media": media})}


def of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def event() -> dict[str, Any]:
    named = f"{'c' * 26}.1.{'r' * 26}"
    body = json.dumps({"channel": "apple", "message": named})
    record = {"messageId": "1", "receiptHandle": "h", "body": body}
    return {"Records": [{**record, "attributes": {"ApproximateReceiveCount": "1"}}]}


def test_a_large_selection_is_opened_decoded_and_kept_by_blocks() -> None:
    large, decoded = bytes(SIZE), b'{"a":"' + b"x" * SIZE + b'"}'
    shown = message("file", id="u", mime_type="application/json", sealed={**SEALED, "bid": "b"})
    with alone(shown, file=counter(KEY).update(large), decoded=decoded) as world:
        answer, peak = world.call("functions.apple.media.lambda_handler", event(), None)
    assert answer == {"batchItemFailures": []}
    assert (world.taken, world.kept) == (of(large), of(decoded))
    assert (world.became["media_status"], world.became["media_size"]) == ("stored", len(decoded))
    assert peak < ROOM


def test_a_large_file_of_ours_is_sealed_and_handed_over_by_blocks() -> None:
    large = bytes(SIZE)
    shown = message("file", key="media/1", mime_type="application/pdf")
    with alone(shown, file=large) as world:
        answer, peak = world.call("functions.apple.upload.attached", shown, SETS)
    sealed = counter(bytes.fromhex(answer["key"][2:])).update(large)
    assert (answer["size"], world.taken) == (str(SIZE), of(sealed))
    assert peak < ROOM
