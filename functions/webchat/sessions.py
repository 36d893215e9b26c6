"""Opening a session: a new visitor, one who comes back, or a person the site has vouched for."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from functions.webchat import taking
from functions.webchat.verify import person_of
from functions.webchat.visitors import (
    ANONYMOUS_S,
    TICKET_S,
    Visitor,
    renewed,
    somebody,
    ticket_of,
    token_of,
    user,
    visitor_of,
)
from shared import clock, conversations, table
from shared.channels import WEBCHAT
from shared.credentials import Secrets
from shared.errors import Forged
from shared.intake.fields import Fields, text
from shared.keys import single
from shared.messages import Said
from shared.polling import LONGEST_S
from shared.settings import settings
from shared.table import Item
from shared.wording.locales import is_tag

_ANONYMOUS: Final = "ANONYMOUS"


def opened(account: str, secrets: Secrets, fields: Fields) -> Mapping[str, Any]:
    """``token`` of an earlier session, ``identity``, the site's JWT, and ``language``, the
    browser's, are optional.

    Raises Forged for an identity that is not proven, or one that is demanded and missing. A token
    that is of no use any more is no reason to refuse: whoever has it starts anew.
    """
    now_s = clock.now_ms() // 1000
    before: Visitor | None = None
    with suppress(Forged):
        before = visitor_of(text(fields, "token"), secrets, account, now_s, "visitor")
    if fields.get("identity") is not None:
        visitor = _known(account, secrets, text(fields, "identity"), before, now_s)
    elif secrets.get("identity_required"):
        raise Forged("no identity")
    else:
        visitor = renewed(before, now_s) if before else somebody(account, now_s)
    return _session(replace(visitor, language=_language(fields, before)), secrets, now_s)


def _language(fields: Fields, before: Visitor | None) -> str | None:
    """It goes with the token, so that what is said in the session tells it. Nobody is refused for
    what the browser calls its language."""
    tag = text(fields, "language")
    return tag if is_tag(tag) else before.language if before else None


def _session(visitor: Visitor, secrets: Secrets, now_s: int) -> dict[str, Any]:
    address, ticket = settings().socket_url, ticket_of(visitor, secrets, now_s)
    socket = f"{address}?account={visitor.account}&ticket={ticket}" if address else None
    return {
        "token": token_of(visitor, secrets),
        "expires_at": clock.rfc3339(visitor.until * 1000),
        "known": visitor.is_known,
        # The id of no one else; lets a page tell whether what it keeps is this visitor's.
        "conversation_id": visitor.conversation,
        "now": clock.rfc3339(clock.now_ms()),
        "socket": {"url": socket, "opens_within_s": TICKET_S} if socket else None,
        "wait_s": LONGEST_S,
        "longest_text": WEBCHAT.limits.text,
    }


def _known(
    account: str, secrets: Secrets, proof: str, before: Visitor | None, now_s: int
) -> Visitor:
    person = person_of(proof, secrets, account, now_s)
    visitor = user(account, person, now_s)
    if before is None:
        return visitor
    if before.is_known:  # the same person again, or another one who gets nothing of theirs
        return replace(visitor, was=before.was) if before.identity == visitor.identity else visitor
    return replace(visitor, was=before.identity) if _joined(visitor, before, secrets) else visitor


def _joined(visitor: Visitor, before: Visitor, secrets: Secrets) -> bool:
    """Whether what ``before`` said anonymously is this person's from now on.

    Only the first one in a token's life is: a shared device must not gather strangers in one
    conversation, nor one stranger in several.
    """
    meant, summary = conversations.resolve(before.conversation)
    if meant == visitor.conversation:
        return True
    if summary is None or meant != before.conversation:
        return False
    attached = _attached(visitor, before)
    if attached["anonymous"] != before.identity:
        return False
    at = int(attached["at"])
    event = Said(
        account_ref=visitor.account,
        identity=visitor.identity,
        provider_id=f"identified-{before.identity}",
        sent_at=at,
        type="event",
        content={"event": "identified"},
        other_identity=before.identity,
        name=visitor.name,
        email=visitor.email,
    )
    taking.take([event], visitor, secrets, at)
    return True


def _attached(visitor: Visitor, before: Visitor) -> Item:
    """Which anonymous session this person has: ``before``, unless there is another one alive."""
    now = clock.now_ms()
    wanted: Item = {
        "pk": single.visitor_pk(visitor.conversation),
        "sk": _ANONYMOUS,
        "kind": "attached",
        "anonymous": before.identity,
        "at": now,
        "expires": now // 1000 + ANONYMOUS_S,
    }
    if table.put_if_absent(wanted):
        return wanted
    there = table.get(wanted["pk"], _ANONYMOUS)
    if there and there["expires"] > now // 1000:
        return there
    table.put(wanted)  # its time is over, it has only not been swept yet
    return wanted
