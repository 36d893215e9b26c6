"""What Messenger answered to a call: the platform's codes, shared with Instagram."""

from typing import Final

from shared.errors import SendError
from shared.messenger_platform.answers import attachment_id, message_id, shown

__all__ = ["attachment_id", "is_not_granted", "message_id", "shown"]

_PERMISSION: Final = frozenset({"3", "10", *map(str, range(200, 300))})
_RESTRICTED: Final = "1893063"  # the Page, for some time


def is_not_granted(error: SendError) -> bool:
    """Whether the Page lacks a permission, while its token is good."""
    code, _, subcode = error.code.partition("/")
    return code in _PERMISSION and subcode != _RESTRICTED
