"""Customers who come by links, for tests: accounts, links, and the wake-ups that follow."""

from typing import Any

from functions.follow_log.changes import Change
from functions.follow_log.wake import wake_ups_of
from functions.orchestrate import start
from shared import accounts, clock, ids, keys, table
from shared.configuration import stored
from shared.ids import MessageId
from shared.links import counting, moves
from shared.table import Item
from tests import log
from tests.conftest import ID_KEY

TELEGRAM = ids.conversation_id(ID_KEY.encode(), "telegram", "bot", "7001")
TELEGRAM_PK = keys.conversation_pk(TELEGRAM)
LINK = "summer"


def register(channel: str, account: str, **more: Any) -> None:
    sk = accounts.key(channel, account)
    about = {"channel": channel, "account": account, "credential_set": account, "platform_id": "42"}
    table.put({"pk": accounts.PK, "sk": sk, "kind": "settings", **about, "created_at": 1, **more})


def link(name: str = LINK, channel: str = "whatsapp", account: str = "main") -> None:
    stored.put(counting.LINKS, name, {"channel": channel, "account": account}, by="admin")


def said(ref: str, at: int, text: str, **more: Any) -> Item:
    """What the customer says on WhatsApp, as the follower leaves it."""
    log.say(ref, at, text=text, **more)
    return table.get(log.PK, keys.message_sk(at, ref)) or {}


def started(ref: str, at: int, code: str, **more: Any) -> Item:
    """What comes when Start is pressed on Telegram."""
    item = log.inbound(ref, at, text=f"/start {code}", **more)
    item |= {"pk": TELEGRAM_PK, "channel": "telegram", "account": "bot", "identity": "7001"}
    item |= {"content": f'{{"referral":{{"ref":"{code}"}}}}', "author_id": TELEGRAM}
    table.put_if_absent(item)
    log.follow(item, pk=TELEGRAM_PK)
    return item


def woken(item: Item, kind: str = "came") -> list[str]:
    """Deliver what the follower sends for ``item``, of ``kind`` only; returns which failed."""
    conversation = str(item["pk"]).removeprefix("C#")
    summary = table.get(item["pk"], keys.SUMMARY) or {}
    sent = wake_ups_of([Change("1", None, item)], conversation, summary)
    records = [
        {"messageId": wake.body, "body": wake.body, "attributes": {"MessageGroupId": conversation}}
        for wake in sent
        if f'"kind": "{kind}"' in wake.body
    ]
    answer = start.lambda_handler({"Records": records}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def kinds(item: Item, summary: Item | None = None) -> list[str]:
    """What the follower would send for ``item``."""
    sent = wake_ups_of([Change("1", None, item)], log.CONVERSATION, summary or {})
    return [wake.body.split('"kind": "')[1].split('"')[0] for wake in sent if "kind" in wake.body]


def figures(name: str = LINK) -> dict[str, int]:
    """All days together."""
    total = dict.fromkeys(counting.FIGURES, 0)
    for _, day in counting.days(name, "2025-01-01", "2027-12-31"):
        total = {figure: total[figure] + day[figure] for figure in total}
    return total


def move(cause: str = "once", minutes: int = 60, **more: Any) -> str:
    """The token of a move of the WhatsApp conversation to Telegram."""
    said = {"channel": "telegram", "account": "bot", "conversation": log.CONVERSATION}
    made = moves.begin(
        cause, {**said, "by": "agent:ana", **more}, minutes=minutes, noted_as="agent:ana"
    )
    return moves.token_of(made)


def there() -> Item:
    """The conversation on Telegram."""
    return table.get(TELEGRAM_PK, keys.SUMMARY) or {}


def notes(pk: str) -> list[Item]:
    return [m for m in table.query(pk, "M#", "M#~") if m["direction"] == "note"]


def name(item: Item) -> str:
    return str(MessageId.of(item))


def now() -> int:
    return clock.now_ms()
