"""Dollars a month when nobody writes, from the template's resources; storage is not counted."""

from collections import defaultdict
from typing import Any, Final

from shared.channels import CHANNELS
from tests.bench.durations import gigabytes, lasts_ms
from tests.bench.price_file import prices
from tests.template import template

CORE: Final = "core"
_SECONDS_A_MONTH: Final = 30 * 86_400
_POLL_S: Final = 20
_SWEEP_S: Final = 300
# What a sweep that finds nothing asks of the table and of a queue.
SWEEP_READS, SWEEP_RECEIVES = 8, 1

Costs = dict[str, float]  # dollars, by what they are for


def at_rest() -> dict[str, Costs]:
    """What each channel adds when it is switched on, and what is there without any."""
    whose: defaultdict[str, Costs] = defaultdict(
        lambda: {"secrets": 0.0, "alarms": 0.0, "polls": 0.0, "sweeps": 0.0}
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
        case "AWS::Serverless::Function" if name == "SweepFunction":
            return "sweeps", _sweeping()
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


def _sweeping() -> float:
    name, price = "SweepFunction", prices()["per_million"]
    seconds = lasts_ms(name, SWEEP_READS + SWEEP_RECEIVES) / 1000 * gigabytes(name)
    each = price["lambda_requests"] + SWEEP_READS * price["dynamodb_read_units"]
    each = (each + SWEEP_RECEIVES * price["sqs_requests"]) / 1e6
    each += seconds * prices()["per_gb_second"]["lambda_arm64"]
    return float(_SECONDS_A_MONTH / _SWEEP_S * each)
