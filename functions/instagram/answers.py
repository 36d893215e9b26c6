"""What Instagram answered to a call: the platform's codes, shared with Messenger."""

from shared.messenger_platform.answers import message_id, recipient_id

__all__ = ["message_id", "recipient_id"]
