"""Under whom something was said automatically, and whether people were given the word since."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from shared import table
from shared.conversations import conversation_of
from shared.drafts import AUTOMATIC, NOTICE, OPT_OUT_CONFIRMATION
from shared.ids import decision_id
from shared.keys import decision_sk
from shared.table import Item

_LAST: Final = "D#~"
# What answers the customer's own word, and what happened to them: they go whoever has the word.
_WHOEVER_SPEAKS: Final = frozenset({OPT_OUT_CONFIRMATION, NOTICE})


def taken_over(message: Item, ruling: Item) -> str | None:
    """The id of the decision since which ``message`` must not go, None if there is none.

    ``ruling`` is the summary that says who may speak. Reads only what was decided since the
    message was accepted, nothing if nothing was. Raises Unavailable.
    """
    if message["author_kind"] not in AUTOMATIC or message.get("purpose") in _WHOEVER_SPEAKS:
        return None
    if message["pk"] == ruling["pk"] and message.get("version", 0) == ruling["version"]:
        return None
    # Before two ids became one, decisions were written under each.
    logs = dict.fromkeys((message["pk"], ruling["pk"]))
    since = decision_sk(message.get("version", 0) + 1)
    decided = [list(table.query(pk, since, _LAST)) for pk in logs]
    given = [found for log in decided if (found := given_to_people(message, log))]
    if not given and not any(decided) and ruling["owner"] not in ("bot", message.get("owner")):
        given = [ruling]  # one of the ids had been with people before
    return decision_id(conversation_of(given[0]), given[0]["version"]) if given else None


def given_to_people(message: Mapping[str, Any], decisions: Iterable[Item]) -> Item | None:
    """The first of ``decisions``, in their order, that gave the conversation to a person or a
    team, unless the very run of the workflow that said ``message`` did: it speaks, and then gives
    the conversation on. Pure."""
    owner = message.get("owner", "bot")
    own = {message.get("run"), message.get("trigger")}
    for decision in decisions:
        given = decision["owner"] != owner and decision["owner"] != "bot"
        by_itself = decision["by"].startswith("workflow:") and decision["cause"] in own
        if given and not by_itself:
            return decision
        owner = decision["owner"]
    return None
