"""/v1/links: links into a chat; the id of each is its campaign's code."""

import re
from collections.abc import Mapping
from typing import Any

from functions.agent_api.document_routes import Resource, routes
from functions.agent_api.documents import Kind
from functions.agent_api.link_bodies import LinkSettings, LinkView, link_view
from shared import accounts
from shared.channels import CHANNELS
from shared.links import counting
from shared.links.deep_links import NoLink, deep_link


def _parse(name: str, said: Mapping[str, Any]) -> None:
    """Raises ValueError that names what is wrong."""
    channel, account = str(said.get("channel")), str(said.get("account"))
    if channel not in CHANNELS:
        raise ValueError("channel: there is no such channel")
    registered = accounts.find(channel, account)
    if registered is None:
        raise ValueError("account: it is not registered")
    if (made := said.get("platform_url")) is not None:
        wanted = CHANNELS[channel].made_link
        if not (wanted and re.fullmatch(wanted, made)):
            raise ValueError("platform_url: this channel makes no such links")
    try:
        deep_link(registered, name, str(said.get("text", "")))
    except NoLink as none:  # what the account lacks may come later; what the text has stays
        if str(none).startswith("text: "):
            raise


KIND = Kind(counting.LINKS, "link", _parse)

router = routes(
    Resource(
        KIND,
        LinkSettings,
        LinkView,
        counts="Its id is the code that comes back. Channel and account say where it leads.",
        gone="Whoever still comes by it is a customer like any other; what was counted stays.",
        shown=lambda items: [link_view(item) for item in items],
    )
)
