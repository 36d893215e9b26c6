"""From items to the table, one conditional put each; what it refuses goes to quarantine."""

from dataclasses import dataclass
from typing import Final

from botocore.exceptions import ClientError

from shared import clock, table
from shared.channels import CHANNELS
from shared.echoes import claim_of, look_alike
from shared.errors import Conflict, ThreadlineError, Unavailable
from shared.ids import MessageId
from shared.intake.sorting import Unusable, Work, as_bytes
from shared.quarantine import keeping
from shared.table import Item

LARGE: Final = 100 * 1024  # bytes of content above which it goes to the bucket
# DynamoDB's answers to an item that it will never accept, such as one over 400 KB.
_INVALID: Final = {"ValidationException", "SerializationException"}


class Refused(ThreadlineError):
    """The table will never accept this item."""


@dataclass(slots=True)
class Tally:
    stored: int = 0
    repeated: int = 0
    quarantined: int = 0


def store(work: Work, until: int) -> tuple[Tally, Work]:
    """Do ``work`` until that time and return what was done and what is left.

    Doing the same again changes nothing. After the first failure of a service the rest is left
    undone, since waiting for each in turn would take longer than the platform waits for us.
    """
    tally = Tally()
    left = Work(work.channel, work.credential_set)
    unusable = list(work.unusable)
    for number, item in enumerate(work.items):
        try:
            _in_time(until)
            new = put_once(item)
        except Unavailable:
            left.items = work.items[number:]
            break
        except Refused as error:
            unusable.append(Unusable(f"refused: {error}", as_bytes(item)))
        else:
            tally.stored += new
            tally.repeated += not new
    left.unusable = _quarantined(work, unusable, until, tally)
    return tally, left


def _quarantined(work: Work, unusable: list[Unusable], until: int, tally: Tally) -> list[Unusable]:
    """Keep them and return those that could not be kept now."""
    for number, one in enumerate(unusable):
        try:
            _in_time(until)
            keeping.keep(work.channel, work.credential_set, one.reason, one.raw)
        except Unavailable:
            return unusable[number:]
        tally.quarantined += 1
    return []


def _in_time(until: int) -> None:
    if clock.now_ms() > until:
        raise Unavailable("no time left")


def put_once(item: Item) -> bool:
    """Whether it was put; False if an earlier delivery was first, whose item then stays as it is.

    Large content goes to the bucket before the item that points to it. Raises Refused, and
    Unavailable for whatever may pass, and for mistakes in our own set-up as well.
    """
    try:
        if item["kind"] == "message" and _must_be_claimed(item):
            return _put_claimed(_lightened(item))
        return table.put_if_absent(_lightened(item))
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _INVALID:
            raise Refused(code) from error
        raise Unavailable(code) from error


def _must_be_claimed(item: Item) -> bool:
    """Where the platform tells no time, arrival stands for it, and no two deliveries agree; where
    a delivery may be of what we sent ourselves, only the first of both may stay."""
    claimed: bool = item.get("untimed", False) or look_alike(item)
    return claimed or CHANNELS[item["channel"]].repeat == "claim"


def _put_claimed(item: Item) -> bool:
    """For channels whose deliveries do not all carry the same time: their keys would differ, so
    the first one claims the platform's id in the transaction that puts it. So does what may be
    the echo of a message of ours."""
    claim = claim_of(item, item["provider_ref"])
    try:
        table.transact(table.putting(claim), table.putting(item))
    except Conflict:
        return False
    return True


def _lightened(item: Item) -> Item:
    content = item.get("content", "")
    # No character takes more than four bytes, so short texts need no encoding to be measured.
    if len(content) * 4 <= LARGE or len(raw := content.encode(errors="replace")) <= LARGE:
        return item
    key = f"large/{MessageId.of(item)}"
    keeping.put_object(key, raw)
    return {**item, "content": None, "content_at": key}
