"""One customer on three channels, whom nobody has joined yet."""

from functions.follow_log import indexing
from shared import keys, table
from tests.functions.agent_api.conftest import conversation, said

WHATSAPP, SMS, WEBCHAT = ("wa".ljust(26, "a"), "sms".ljust(26, "a"), "web".ljust(26, "a"))
PHONE = "34600111222"


def three(now: int, lines: int = 1) -> None:
    """Their summaries, and ``lines`` of each, at the same times."""
    phone, site = f"+{PHONE}", "u-mj@example.com"
    for summary in (
        conversation("wa", now, name="María José García", identity=PHONE),
        conversation("sms", now - 1, channel="sms", identity=phone, window_end=None),
        conversation("web", now - 2, channel="webchat", identity=site, name="María José García"),
    ):
        indexing.follow({}, summary)
    for place, (name, channel) in enumerate(
        ((WHATSAPP, "whatsapp"), (SMS, "sms"), (WEBCHAT, "webchat"))
    ):
        for line in range(lines):
            ref = f"{name[:3]}{line}"
            said(name, ref, now - line, channel=channel, received_at=now + place)


def items(conversation_id: str) -> list[table.Item]:
    """All that is kept of a conversation's line."""
    return list(table.query(keys.conversation_pk(conversation_id), "D", "Z"))
