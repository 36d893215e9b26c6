"""The simulator's own routes: make customers write, make things fail, look at what happened."""

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from tests.simulator import page
from tests.simulator.exchange import Answer, Request
from tests.simulator.platform import Platform
from tests.simulator.webhook import Callback

if TYPE_CHECKING:
    from tests.simulator.simulator import Simulator


_MOST_AT_ONCE: Final = 32


def answer(simulator: "Simulator", request: Request) -> Answer | None:
    """The answer of a control route; None if the request is for a platform."""
    try:
        if own := _ROUTES.get((request.method, request.path)):
            return own(simulator, request)
        _, channel, *action = request.path.split("/")
        build = _ACTIONS.get("/".join(action)) if request.method == "POST" else None
        if build is None:
            return None
        if channel not in simulator.platforms:
            return _json({"error": f"no platform {channel!r} here"}, 404)
        return _deliver(simulator, build(simulator.platforms[channel], _wanted(request)), request)
    except (ValueError, KeyError, TypeError) as error:
        return _json({"error": f"{type(error).__name__}: {error}"}, 400)


def _deliver(simulator: "Simulator", callback: Callback, request: Request) -> Answer:
    """Call our webhook, ``repeat`` times at once, and show each call with our answer to it.

    ``"retry": false`` leaves it at that, whatever we answer.
    """
    wanted = _wanted(request)
    repeat, retry = int(wanted.get("repeat", 1)), bool(wanted.get("retry", True))
    with ThreadPoolExecutor(min(repeat, _MOST_AT_ONCE)) as pool:
        deliver = partial(simulator.webhook.deliver, callback, retry=retry)
        futures = [pool.submit(deliver) for _ in range(repeat)]
        calls = [future.result().as_json() for future in futures]
    return _json({**calls[0], "deliveries": calls} if repeat > 1 else calls[0])


def _signed(platform: Platform, wanted: Mapping[str, Any]) -> Callback:
    """Any body: ``json`` or base64 ``body``; forged by another ``secret`` or own ``headers``."""
    body = (
        b64decode(wanted["body"], validate=True)
        if "body" in wanted
        else json.dumps(wanted["json"]).encode()
    )
    callback = platform.signed(body, wanted.get("secret"))
    headers = {**callback.headers, **wanted.get("headers", {})}
    return replace(
        callback,
        path=wanted.get("path", callback.path),
        headers={name: value for name, value in headers.items() if value is not None},
    )


def _sent(simulator: "Simulator", request: Request) -> Answer:
    return _json(simulator.sent(request.query.get("channel")))


def _messages(simulator: "Simulator", request: Request) -> Answer:
    return _json([m.as_json() for m in simulator.messages(request.query.get("channel"))])


def _calls(simulator: "Simulator", request: Request) -> Answer:
    channel = request.query.get("channel")
    calls = [c for c in list(simulator.journal.calls) if channel in (None, c.channel)]
    return _json([call.as_json() for call in calls])


def _faults(simulator: "Simulator", request: Request) -> Answer:
    return _json(simulator.faults.remaining())


def _add_fault(simulator: "Simulator", request: Request) -> Answer:
    wanted = _wanted(request)
    if wanted.get("channel") not in simulator.platforms:
        raise ValueError(f"channel is one of {sorted(simulator.platforms)}")
    return _json(asdict(simulator.faults.add(wanted)), 201)


def _options(simulator: "Simulator", request: Request) -> Answer:
    if request.method == "POST":
        wanted = dict(_wanted(request))
        simulator.webhook.url = wanted.pop("webhook_url", simulator.webhook.url)
        simulator.options.change(wanted)
    return _json({**asdict(simulator.options), "webhook_url": simulator.webhook.url})


def _clock(simulator: "Simulator", request: Request) -> Answer:
    """The time that it is on this stack; a POST moves it on by ``advance_s`` seconds."""
    if request.method == "POST":
        if simulator.clock is None:
            raise ValueError("this simulator runs on the time of day")
        simulator.clock.advance(int(float(_wanted(request)["advance_s"]) * 1000))
    now = clock.now_ms()
    return _json({"now": clock.rfc3339(now), "now_ms": now})


def _reset(simulator: "Simulator", request: Request) -> Answer:
    simulator.reset()
    return _json({"reset": True})


def _health(simulator: "Simulator", request: Request) -> Answer:
    return _json({"status": "ok", "channels": sorted(simulator.platforms)})


def _page(simulator: "Simulator", request: Request) -> Answer:
    html = page.render(sorted(simulator.platforms), simulator.messages(), simulator.sent())
    return Answer(200, html.encode(), {"Content-Type": "text/html; charset=utf-8"})


def _wanted(request: Request) -> Mapping[str, Any]:
    wanted = json.loads(request.body or b"{}")
    if not isinstance(wanted, dict):
        raise ValueError("the body is a JSON object")
    return wanted


def _json(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


_ROUTES: Final[Mapping[tuple[str, str], Callable[["Simulator", Request], Answer]]] = {
    ("GET", "/"): _page,
    ("GET", "/sent"): _sent,
    ("GET", "/messages"): _messages,
    ("GET", "/calls"): _calls,
    ("GET", "/faults"): _faults,
    ("POST", "/faults"): _add_fault,
    ("GET", "/options"): _options,
    ("POST", "/options"): _options,
    ("GET", "/clock"): _clock,
    ("POST", "/clock"): _clock,
    ("POST", "/reset"): _reset,
    ("GET", "/healthz"): _health,
}
_ACTIONS: Final[Mapping[str, Callable[[Platform, Mapping[str, Any]], Callback]]] = {
    "say": lambda platform, wanted: platform.say(wanted),
    "status": lambda platform, wanted: platform.status(wanted),
    "deliver": _signed,
}
