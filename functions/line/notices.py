"""What happens on LINE without a word: friends come and go, accounts are linked, videos end."""

from collections.abc import Callable
from typing import Final

from functions.line.contents import Content
from shared.intake.fields import Fields, chosen, needed_fields, needed_text


def _follow(event: Fields) -> Content:
    """The customer became a friend, or took a block back.

    https://developers.line.biz/en/reference/messaging-api/#follow-event
    """
    told = event.get("follow")
    unblocked = isinstance(told, dict) and told.get("isUnblocked") is True
    return "event", "", {"event": "followed", "unblocked": unblocked}


def _unfollow(event: Fields) -> Content:
    """The customer blocked the account: what is sent is taken by LINE and shown to nobody.

    https://developers.line.biz/en/reference/messaging-api/#unfollow-event
    """
    return "event", "", {"event": "blocked"}


def _account_link(event: Fields) -> Content:
    """The customer's LINE account was tied to one of the business, or could not be.

    https://developers.line.biz/en/reference/messaging-api/#account-link-event
    """
    link = needed_fields(event, "link")
    linked = needed_text(link, "result") == "ok"
    happened = "account-linked" if linked else "account-link-failed"
    return "event", "", {"event": happened, **chosen(link, {"nonce": str})}


def _video_watched(event: Fields) -> Content:
    """The customer saw a video of ours to its end, one that carried a tracking id.

    https://developers.line.biz/en/reference/messaging-api/#video-viewing-complete
    """
    tracking = needed_text(needed_fields(event, "videoPlayComplete"), "trackingId")
    return "event", "", {"event": "video-watched", "tracking_id": tracking}


NOTICES: Final[dict[str, Callable[[Fields], Content]]] = {
    "follow": _follow,
    "unfollow": _unfollow,
    "accountLink": _account_link,
    "videoPlayComplete": _video_watched,
}
