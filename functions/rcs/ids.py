"""Our ids as the platform wants them: UUIDs, the same for the same message at every try.

The platform ignores what comes with an id that was there before.
https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages/create
(read 2026-11-22)
"""

import uuid
from typing import Final

from shared.ids import MessageId
from shared.table import Item

# Made up once; another one would make other ids of the same messages.
_NAMESPACE: Final = uuid.UUID("5f0f8d1e-9c5b-4a55-8a1e-3c1c2b9f6d70")


def message_uuid(message: Item) -> str:
    """What the platform calls ``message``, an item of ours."""
    return str(uuid.uuid5(_NAMESPACE, str(MessageId.of(message))))


def event_uuid(kind: str, message: Item) -> str:
    """Of an event about ``message``; somebody types more than once, but reads only once."""
    if kind == "typing":
        return str(uuid.uuid4())
    return str(uuid.uuid5(_NAMESPACE, f"{kind} {MessageId.of(message)}"))
