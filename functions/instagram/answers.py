"""What Instagram answered to a call: the platform's codes, shared with Messenger."""

from shared.messenger_platform.answers import message_id, shown

__all__ = ["message_id", "shown"]
