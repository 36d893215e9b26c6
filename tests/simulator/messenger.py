"""Messenger's servers: the Graph API of one Page, and its customers."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from shared.channels import MESSENGER, Channel
from tests.simulator import messenger_templates, meta_template_pages
from tests.simulator.exchange import Answer, Request
from tests.simulator.messenger_platform import ACCOUNT, MessengerPlatform
from tests.simulator.messenger_platform_sends import invalid
from tests.simulator.platform import Route, World

# developers.facebook.com/docs/graph-api/reference/messenger-business-template
FIELDS: Final = ("id", "name", "language", "status", "category", "components", "rejected_reason")


class Messenger(MessengerPlatform):
    channel: ClassVar[str] = "messenger"
    row: ClassVar[Channel] = MESSENGER
    object: ClassVar[str] = "page"
    id_name: ClassVar[str] = "page_id"
    token_name: ClassVar[str] = "page_access_token"
    closed: ClassVar[int] = 2018278

    def __init__(self, account: Mapping[str, Any], world: World) -> None:
        super().__init__(account, world)
        self.templates = messenger_templates.known_templates(account)

    @property
    def routes(self) -> Sequence[Route]:
        own = self.for_ours(self.tell_templates)
        return (*super().routes, Route("GET", ACCOUNT + "/message_templates/?", own))

    def fill(self, template: Mapping[str, Any]) -> str:
        return messenger_templates.fitting(template, self.templates)

    def check_text(self, text: str) -> None:
        if len(text) > MESSENGER.limits.text:
            raise invalid("Length of param message[text] must be less than or equal to 2000")

    def tell_templates(self, request: Request, _: Mapping[str, str]) -> Answer:
        asked = request.query.get("fields", "").split(",")
        if unknown := sorted({*asked} - {"", *FIELDS}):
            raise invalid(f"Tried accessing nonexisting field ({unknown[0]})")
        return meta_template_pages.page(request, self.templates)


PLATFORM = Messenger
