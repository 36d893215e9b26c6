"""What lies in quarantine, for who looks at it and replays it: names, pages, bytes."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from shared import aws
from shared.errors import Unavailable
from shared.settings import settings

_ROOT: Final = "quarantine/"
_ID: Final = re.compile(r"([a-z]{1,16})\.([a-z0-9-]{1,32})\.(\d{4}-\d\d-\d\d)\.([0-9a-f]{64})")
_MISSING: Final = {"404", "NoSuchKey", "NotFound"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One object of quarantine by its name: the same bytes of a day are one."""

    channel: str
    credential_set: str
    day: str  # UTC
    sha256: str

    def __str__(self) -> str:
        return f"{self.channel}.{self.credential_set}.{self.day}.{self.sha256}"

    @property
    def key(self) -> str:
        place = f"{self.channel}/{self.credential_set}/{self.day}"
        return f"{_ROOT}{place}/{self.sha256}.json"

    @classmethod
    def parse(cls, text: str) -> "Kept":
        """What ``str`` made. Raises ValueError."""
        found = _ID.fullmatch(text)
        if not found:
            raise ValueError("no id")
        return cls(*found.groups())


@dataclass(frozen=True, slots=True)
class Facts:
    reason: str
    at: int  # ms; when it came
    size: int


def page(channels: Collection[str], day: str | None, after: Kept | None, limit: int) -> list[Kept]:
    """Up to ``limit`` of ``channels`` (none: all), the newest day first, after ``after``.

    Within a day and a credential set they have no order that means anything. Raises Unavailable.
    """
    return list(islice(_all(channels, day, after), limit))


def _all(channels: Collection[str], day: str | None, after: Kept | None) -> Iterator[Kept]:
    for place in _places(channels, day):
        started = after is None or _rank(place) > _rank(_place(after))
        if started or (after and place == _place(after)):
            start = "" if started or after is None else after.key
            for found in _listed(Prefix=f"{_ROOT}{'/'.join(place)}/", StartAfter=start):
                for content in found.get("Contents", ()):
                    name = content["Key"].rpartition("/")[2].removesuffix(".json")
                    yield Kept(*place, name)


def _places(channels: Collection[str], day: str | None) -> list[tuple[str, str, str]]:
    """Channel, credential set and day of what there is, in the order of the pages."""
    found = [
        (channel, credential_set, its_day)
        for channel in _names("")
        if not channels or channel in channels
        for credential_set in _names(f"{channel}/")
        for its_day in _names(f"{channel}/{credential_set}/")
        if day in (None, its_day)
    ]
    return sorted(found, key=_rank)


def _rank(place: tuple[str, str, str]) -> tuple[int, str, str]:
    channel, credential_set, day = place
    return -int(day.replace("-", "")), channel, credential_set


def _place(kept: Kept) -> tuple[str, str, str]:
    return kept.channel, kept.credential_set, kept.day


def _names(below: str) -> list[str]:
    """The folders directly below that one."""
    prefix = f"{_ROOT}{below}"
    return [
        folder["Prefix"].removeprefix(prefix).rstrip("/")
        for found in _listed(Prefix=prefix, Delimiter="/")
        for folder in found.get("CommonPrefixes", ())
    ]


def _listed(**asked: str) -> Iterator[dict[str, Any]]:
    request = {name: value for name, value in asked.items() if value}
    while True:
        try:
            found = aws.client("s3").list_objects_v2(Bucket=settings().quarantine_bucket, **request)
        except (ClientError, BotoCoreError) as error:
            raise Unavailable("bucket cannot be listed") from error
        yield found
        if not found.get("IsTruncated"):
            return
        request["ContinuationToken"] = found["NextContinuationToken"]


def facts(kept: Kept) -> Facts | None:
    """None if it is not there. Raises Unavailable."""
    try:
        head = aws.client("s3").head_object(Bucket=settings().quarantine_bucket, Key=kept.key)
    except (ClientError, BotoCoreError) as error:
        if _is_missing(error):
            return None
        raise Unavailable("bucket cannot say what it has") from error
    return _facts(head)


def read(kept: Kept) -> tuple[Facts, bytes] | None:
    """None if it is not there. Raises Unavailable."""
    try:
        found = aws.client("s3").get_object(Bucket=settings().quarantine_bucket, Key=kept.key)
        return _facts(found), found["Body"].read()
    except (ClientError, BotoCoreError) as error:
        if _is_missing(error):
            return None
        raise Unavailable("bucket cannot give it") from error


def _facts(head: dict[str, Any]) -> Facts:
    said = head["Metadata"]
    at = int(said["at"]) if "at" in said else round(head["LastModified"].timestamp() * 1000)
    return Facts(said.get("reason", ""), at, head["ContentLength"])


def _is_missing(error: ClientError | BotoCoreError) -> bool:
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in _MISSING
