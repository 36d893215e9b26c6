"""Rows of one webhook by itself: instructions, what comes of a batch, cold import."""

import itertools
import json
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any, Final

from functions.whatsapp.parse import parse
from tests import events
from tests.bench import webhook_loop
from tests.bench.instructions import NoCounter, counted, each
from tests.bench.rows import Row

_TIMES: Final = 1_000
_WHY_OVER: Final = (
    "measures the proof of origin and the checked reading of each field, in plain Python on the\n"
    "standard library's JSON. It would take orjson, which reads in half the floor."
)
_WHY_TOLD: Final = (
    "no budget: the floor grows with the bytes, ours with what is in them, such as a file's checks"
)
_LOOP: Final = "tests.bench.webhook_loop"
_CLIENT: Final = "import boto3; boto3.client('dynamodb')"
_HANDLER: Final = (
    "import functions.whatsapp.webhook; from shared import aws; aws.client('dynamodb')"
)


def instructions() -> list[Row]:
    rows = []
    for event, budget in (("text_message", 1.3), ("image_message", None), ("statuses", None)):
        ways = ("floor", "ours", "pywa") if event == "text_message" else ("floor", "ours")
        try:
            cost, what = {way: each(_LOOP, way, _TIMES, event) for way in ways}, "instructions"
            note = "" if budget else _WHY_TOLD
        except NoCounter as missing:
            cost, what, budget = timed(event, ways), "CPU time", None
            note = f"{missing}, so times side by side; they differ by some hundredths"
        floor, ours, *peer = cost.values()
        told = f"pywa {peer[0] / floor:.2f}" if peer else "-"
        name, least = f"{what} per webhook / floor, {event}", f"1 = {floor:,.6g}"
        rows.append(Row(name, ours / floor, "x", told, least, budget, note=note, over=_WHY_OVER))
    return rows


def timed(
    event: str, ways: Sequence[str], *, rounds: int = 25, times: int = 400
) -> dict[str, float]:
    """Microseconds of the processor for one webhook by each of ``ways``: the best of ``rounds``,
    which take turns, so that a busy machine is unfair to nobody."""
    body = events.body_of(events.load("whatsapp", event))
    signature = events.meta_signature(body)
    works = {way: webhook_loop.WAYS[way](body, signature) for way in ways}
    best = dict.fromkeys(ways, math.inf)
    for _, (way, work) in itertools.product(range(rounds), works.items()):
        begun = time.process_time()
        for _ in range(times):
            work()
        best[way] = min(best[way], (time.process_time() - begun) / times * 1e6)
    return best


def batch_of_ten() -> list[Row]:
    payload = events.payload_of(events.load("whatsapp", "text_message"))
    messages = payload["entry"][0]["changes"][0]["value"]["messages"]
    messages[:] = [{**messages[0], "id": f"wamid.{n}"} for n in range(10)]
    body = json.dumps(payload).encode()
    theirs = webhook_loop.pywa(body, events.meta_signature(body))()
    delivered = len(theirs) if isinstance(theirs, list) else 1
    ours = len(list(parse(body)))
    return [Row("messages out of a batch of 10", ours, "", f"pywa {delivered}", "10", 10, True)]


def cold_import() -> list[Row]:
    """The handler with the client it needs first, against that client alone."""
    codes = {"pass": "pass", "client": _CLIENT, "handler": _HANDLER}
    took: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(9):  # side by side, so that a busy machine is unfair to nobody
        for name, code in codes.items():
            took[name].append(_milliseconds(code))
    base, client, handler = (statistics.median(took[name]) for name in codes)
    ms = f"{handler - base:.0f} ms, the client alone {client - base:.0f} ms"
    try:
        nothing, least, ours = (counted(["-c", code]) for code in codes.values())
    except NoCounter as missing:
        ratio, note = (handler - base) / (client - base), f"{missing}: a ratio of ms; {ms}"
    else:
        ratio = (ours - nothing) / (least - nothing)
        note = f"{(ours - nothing) / 1e6:.0f} M instructions; {ms}"
    name = "cold import of the webhook / boto3.client"
    return [Row(name, ratio, "x", "typical 2.4", "0.28 (no SDK)", 1.5, note=note)]


def _milliseconds(code: str) -> float:
    environment: dict[str, Any] = {"AWS_DEFAULT_REGION": "eu-west-1"}
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    return (time.perf_counter() - begun) * 1000
