"""The platform's own link into a chat with one of our accounts, as the truth table has it: pure."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from shared.channels import CHANNELS, Link
from shared.links.codes import with_code

_LONGEST = 2000  # of a link; browsers and QR codes take little more


class NoLink(ValueError):
    """There is no such link, or not yet; its text tells people why."""


def deep_link(account: Mapping[str, Any], code: str, text: str = "") -> str:
    """Opens a chat with ``account``, the item of one; ``code`` comes back with what is sent there.

    ``text`` stands in the box to be sent, where the platform has that. Raises NoLink.
    """
    link, address = _of(account)
    if bad := sorted(set(text) & set(link.never)):
        raise NoLink(f"text: {account['channel']} takes no {' '.join(bad)} in it")
    taken = any(what == "code" for _, what in link.query) or "{code}" in address
    said = {
        "address": address,
        "platform_id": str(account["platform_id"]),
        "code": code,
        "text": text if taken else with_code(text, code),
    }
    made = _with_query(_base(link, said), _query(link, said))
    if len(made) > _LONGEST:
        raise NoLink(f"text: the link would be longer than {_LONGEST} characters")
    return made


def fits(channel: str, address: str) -> bool:
    """Whether ``address`` can be the public address of an account of ``channel``."""
    link = CHANNELS[channel].link
    return bool(link and link.address and re.fullmatch(link.address, address))


def needed(channel: str) -> str:
    """What a public address is on ``channel``, for people; "" where it has none."""
    link = CHANNELS[channel].link
    return link.about if link else ""


def _of(account: Mapping[str, Any]) -> tuple[Link, str]:
    """The form to be filled in, and the account's public address if it takes one."""
    channel = CHANNELS[account["channel"]]
    link = channel.link
    if link is None:
        raise NoLink(channel.no_link)
    address = str(account.get("public_address") or "")
    if not address and link.id_does and fits(channel.name, str(account["platform_id"])):
        address = str(account["platform_id"])
    if not address and link.instead:
        return link.instead, ""
    if not address and link.address:
        raise NoLink(f"The account has no public_address: {link.about}.")
    return link, address


def _base(link: Link, said: Mapping[str, str]) -> str:
    if link.base == "{page}":
        filled = said["address"].replace("{code}", quote(said["code"], safe=""))
        return filled.replace("{text}", quote(said["text"], safe=""))
    parts = {name: quote(said[name], safe="+") for name in ("address", "platform_id")}
    return link.base.format(**parts, digits=parts["address"].removeprefix("+"))


def _query(link: Link, said: Mapping[str, str]) -> str:
    given = [(name, quote(said[what], safe="")) for name, what in link.query if said[what]]
    return "&".join(f"{name}={value}" if name else value for name, value in given)


def _with_query(base: str, query: str) -> str:
    if not query:
        return base
    return f"{base}{'&' if '?' in base else '?'}{query}"
