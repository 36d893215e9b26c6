"""Messenger's servers: the Graph API of one Page, and its customers."""

from typing import ClassVar

from shared.channels import MESSENGER, Channel
from tests.simulator.messenger_platform import MessengerPlatform
from tests.simulator.messenger_platform_sends import invalid


class Messenger(MessengerPlatform):
    channel: ClassVar[str] = "messenger"
    row: ClassVar[Channel] = MESSENGER
    object: ClassVar[str] = "page"
    id_name: ClassVar[str] = "page_id"
    token_name: ClassVar[str] = "page_access_token"
    closed: ClassVar[int] = 2018278

    def check_text(self, text: str) -> None:
        if len(text) > MESSENGER.limits.text:
            raise invalid("Length of param message[text] must be less than or equal to 2000")


PLATFORM = Messenger
