"""What Messenger answered to a call: the platform's codes, shared with Instagram."""

from shared.messenger_platform.answers import attachment_id, message_id, shown

__all__ = ["attachment_id", "message_id", "shown"]
