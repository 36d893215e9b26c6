"""Who gets a notice: the conversations that it may go to, the likeliest first."""

import re
from dataclasses import dataclass

from functions.agent_api.access import Principal
from functions.agent_api.contact_views import contact_of
from functions.agent_api.notice_bodies import NewNotice
from functions.agent_api.problems import Problem
from functions.agent_api.refusals import unfit
from shared import accounts
from shared.beginning import begin, with_whom
from shared.channels import CHANNELS, Channel
from shared.people import cards
from shared.people.facts import phone
from shared.table import Item

TITLE = "This notice cannot be sent."


@dataclass(frozen=True, slots=True)
class Recipient:
    """``summary`` is of the conversation, or what it would be if it is not ``there``; ``language``
    what agents wrote on the card."""

    summary: Item
    language: str | None = None
    there: bool = True

    def begun(self) -> Item:
        """The summary, which is there from now on. Raises Unavailable."""
        return self.summary if self.there else begin(self.summary)


def of(principal: Principal, new: NewNotice) -> list[Recipient]:
    """At least one. Raises Problem 404 for a contact that the caller cannot see, 422 for what is
    no address, or nobody who could be written to."""
    if new.contact_id:
        return _of_contact(principal, new.contact_id, new.channels)
    return [_at(principal, new.channel or "", new.account or "", new.address or "")]


def _of_contact(principal: Principal, contact: str, channels: list[str]) -> list[Recipient]:
    person, own = contact_of(principal, contact)
    language = cards.shown(person)["language"]
    found = [Recipient(summary, language) for summary in own.values()]
    if not channels:
        return found
    wanted = [one for one in found if one.summary["channel"] in channels]
    if not wanted:
        raise unfit("the contact is on none of these", "channels", TITLE)
    return sorted(wanted, key=lambda one: channels.index(one.summary["channel"]))


def _at(principal: Principal, name: str, account: str, address: str) -> Recipient:
    channel = CHANNELS.get(name)
    if channel is None:
        raise unfit("there is no such channel", "channel", TITLE)
    if not principal.may_see(name) or accounts.find(name, account) is None:
        raise unfit("there is no such account", "account", TITLE)
    identity = _identity(channel, address)
    summary, there = with_whom(name, account, identity or address)
    if not there:
        _check_start(channel, identity)
    return Recipient(summary, there=there)


def _identity(channel: Channel, address: str) -> str | None:
    """The customer's id as the channel's webhooks would tell it; None if it cannot be one."""
    start = channel.start
    if start is None:
        return None
    number = phone(address) if start.of_phone else None
    identity = start.of_phone.format(digits=number.value) if number else address
    return identity if re.fullmatch(start.looks, identity) else None


def _check_start(channel: Channel, identity: str | None) -> None:
    if channel.start is None:
        raise Problem(
            422,
            "customer-writes-first",
            "On this channel customers have to write first.",
            errors=[{"pointer": "#/address", "detail": "nobody with this id has written"}],
        )
    if identity is None:
        raise unfit(f"it is not {channel.start.about}", "address", TITLE)
