"""The followers of one account, and how many messages each of them may still be sent.

developers.weixin.qq.com/doc/service/api/customer/message
"""

import threading
from dataclasses import dataclass, field
from typing import Final

from shared import clock
from shared.channels import WECHAT
from tests.simulator.wechat_answers import Refused


@dataclass(slots=True)
class Follower:
    follows: bool = True
    # What they did allows: until when (ms), and how many more.
    allowances: list[list[int]] = field(default_factory=list)


class Followers:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Follower] = {}

    def did(self, openid: str, what: str) -> Follower:
        """``message``, ``tap``, ``subscribe``, ``SCAN`` or ``unsubscribe``, and others."""
        with self._lock:
            follower = self._known.setdefault(openid, Follower())
            follower.follows = what != "unsubscribe"
            if what in _ALLOWED:
                lasts, most = _ALLOWED[what]
                follower.allowances.append([clock.now_ms() + lasts, most])
        return follower

    def take(self, openid: str, *, strangers: bool) -> None:
        """Count one message to them. Raises Refused as the platform does."""
        with self._lock:
            follower = self._known.get(openid)
            if follower is None:
                if not strangers:
                    raise Refused(40003)
                return
            if not follower.follows:
                raise Refused(43004)
            running = [one for one in follower.allowances if one[0] > clock.now_ms()]
            if not running:
                raise Refused(45015)
            left = [one for one in running if one[1] > 0]
            if not left:
                raise Refused(45047)
            for one in left:
                one[1] -= 1

    def must_follow(self, openid: str, *, strangers: bool) -> None:
        """Raises Refused for who may not even be sent a template."""
        follower = self._known.get(openid)
        if follower is None and not strangers:
            raise Refused(40003)
        if follower and not follower.follows:
            raise Refused(43004)

    def forget(self) -> None:
        with self._lock:
            self._known.clear()


_WINDOW = WECHAT.window
assert _WINDOW
assert _WINDOW.brief
_BRIEFLY: Final = (_WINDOW.brief.lasts_ms, _WINDOW.brief.most_messages)
_ALLOWED: Final = {
    "message": (_WINDOW.lasts_ms, _WINDOW.most_messages),
    **dict.fromkeys(("tap", "CLICK", "subscribe", "SCAN", "scancode_waitmsg"), _BRIEFLY),
}
