"""Twilio's content templates: those that can go as an SMS or MMS, as Twilio lists them.

They need nobody's approval here; that of the listing is WhatsApp's.
https://www.twilio.com/docs/content/content-api-resources and …/content-types-overview (read
2026-11-22)
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from requests import Response

from functions.sms import answers, api
from shared.credentials import Secrets
from shared.errors import ChannelUnavailable
from shared.provider import http
from shared.provider.answers import Answer, answer_of
from shared.templates.listing import Listed, slots_of

_MOST_PAGES: Final = 50
_NEEDED: Final = ("sid", "friendly_name", "language")
# What phones without an app of Twilio's other channels are shown; of other types nothing is.
_TYPES: Final = ("twilio/text", "twilio/media")


def listed(secrets: Secrets) -> dict[str, list[Listed]]:
    """By account: those of a Twilio account are all its numbers'. Raises SendError."""
    found = [made(one) for one in _contents(secrets) if _fits(one)]
    return dict.fromkeys(secrets.get("accounts", {}).values(), found)


def made(one: Mapping[str, Any]) -> Listed:
    """A template as Twilio describes it: pure."""
    types = [one["types"][kind] for kind in _TYPES if isinstance(one["types"].get(kind), dict)]
    bodies = [str(each.get("body") or "") for each in types]
    links = [str(link) for each in types for link in each.get("media") or ()]
    return Listed(
        name=one["friendly_name"],
        language=one["language"],
        body=bodies[-1],
        slots=slots_of(*bodies, *links),
        ref=one["sid"],
    )


def _fits(one: Any) -> bool:
    if not (isinstance(one, dict) and all(isinstance(one.get(name), str) for name in _NEEDED)):
        return False
    types = one.get("types")
    return isinstance(types, dict) and any(isinstance(types.get(kind), dict) for kind in _TYPES)


def _contents(secrets: Secrets) -> Iterator[Any]:
    url, headers = api.contents(), api.authorization(secrets)
    for _ in range(_MOST_PAGES):
        page = http.call("GET", url, headers=headers, body=None, read=_read)
        yield from page["contents"]
        url = str((page.get("meta") or {}).get("next_page_url") or "")
        if not api.is_twilio(url):  # none, or nobody that may know our credentials
            return


def _read(response: Response) -> dict[str, Any]:
    answer: Answer = answer_of(response)
    answers.check(answer)
    if not isinstance(answer.fields.get("contents"), list):
        raise ChannelUnavailable("unreadable-answer", "These are no templates.")
    return answer.fields
