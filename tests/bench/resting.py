"""Dollars a month when nobody writes, from the template's resources; storage is not counted."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from shared.channels import CHANNELS
from tests.bench.durations import gigabytes, lasts_ms
from tests.bench.price_file import prices
from tests.template import template

CORE: Final = "core"
_SECONDS_A_MONTH: Final = 30 * 86_400
_POLL_S: Final = 20


@dataclass(frozen=True, slots=True)
class Idle:
    """What a function that runs by the clock asks of the table and of a queue, if nothing is to be
    done; the ringing of timers writes its mark, though at most once a run."""

    kind: str
    every_s: int
    reads: int
    receives: int = 0
    writes: int = 0


IDLE: Final = {
    "SweepFunction": Idle("sweeps", 300, reads=7, receives=1),
    "RingFunction": Idle("rings", 60, reads=3, writes=1),
}

Costs = dict[str, float]  # dollars, by what they are for


def at_rest() -> dict[str, Costs]:
    """What each channel adds when it is switched on, and what is there without any."""
    whose: defaultdict[str, Costs] = defaultdict(
        lambda: {"secrets": 0.0, "alarms": 0.0, "polls": 0.0, "sweeps": 0.0, "rings": 0.0}
    )
    for name, resource in template()["Resources"].items():
        found = _cost(name, resource)
        if found:
            kind, dollars = found
            whose[_owner(resource)][kind] += dollars
    for channel in _switches().values():  # its set of credentials, which no template may hold
        whose[channel]["secrets"] += prices()["per_month"]["secret"]
    return dict(whose)


def by_kind(whose: dict[str, Costs]) -> Costs:
    return {kind: sum(costs[kind] for costs in whose.values()) for kind in whose[CORE]}


def _switches() -> dict[str, str]:
    """Channels, by the condition that switches their resources on."""
    named = {name: name.removesuffix("On").lower() for name in template()["Conditions"]}
    return {name: channel for name, channel in named.items() if channel in CHANNELS}


def _owner(resource: dict[str, Any]) -> str:
    return _switches().get(resource.get("Condition", ""), CORE)


def _cost(name: str, resource: dict[str, Any]) -> tuple[str, float] | None:
    month, properties = prices()["per_month"], resource.get("Properties", {})
    match resource["Type"]:
        case "AWS::SecretsManager::Secret":
            return "secrets", month["secret"]
        case "AWS::CloudWatch::Alarm":
            return "alarms", month["alarm"]
        case "AWS::Lambda::EventSourceMapping":
            return "polls", _polling(properties["EventSourceArn"]["Fn::GetAtt"][0])
        case "AWS::Serverless::Function" if name in IDLE:
            return IDLE[name].kind, _idling(name)
    return None


def _polling(source: str) -> float:
    """Lambda's long polls of an idle queue; those of a table's stream are free."""
    queue = template()["Resources"][source]
    if queue["Type"] != "AWS::SQS::Queue":
        return 0.0
    price, assumed = prices()["per_million"], prices()["assumed"]
    fifo = queue["Properties"].get("FifoQueue")
    polls = _SECONDS_A_MONTH / _POLL_S * assumed["pollers_per_queue"]
    return float(polls * price["sqs_fifo_requests" if fifo else "sqs_requests"] / 1e6)


def _idling(name: str) -> float:
    """A function that runs by the clock, and finds nothing or next to nothing."""
    idle, price = IDLE[name], prices()["per_million"]
    calls = idle.reads + idle.receives + idle.writes
    seconds = lasts_ms(name, calls) / 1000 * gigabytes(name)
    each = price["lambda_requests"]
    each += idle.reads * price["dynamodb_read_units"] + idle.writes * price["dynamodb_write_units"]
    each = (each + idle.receives * price["sqs_requests"]) / 1e6
    each += seconds * prices()["per_gb_second"]["lambda_arm64"]
    return float(_SECONDS_A_MONTH / idle.every_s * each)
