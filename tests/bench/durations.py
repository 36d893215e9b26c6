"""How long functions run: what they compute, on their share of a vCPU, and what they wait."""

from collections import Counter
from typing import Final

from tests.bench.price_file import prices
from tests.bench.trace import Road
from tests.template import template

_WEBHOOK: Final = "WhatsappWebhookFunction"
# Whose own work a phase of the road is, but for what steps and the workflow between them ask.
_OF: Final = {
    "webhook": _WEBHOOK,
    "redelivery": _WEBHOOK,
    "follow": "FollowLogFunction",
    "orchestrate": "OrchestrateFunction",
}
_VCPU_MB: Final = 1_769  # docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html


def gb_ms(made: Road) -> float:
    """Gigabyte-milliseconds of all functions on the road, but for what waits for workflows."""
    invoked = Counter(made.lambdas.invoked)
    invoked[_WEBHOOK] = made.webhooks
    invoked["FollowLogFunction"] = made.batches
    invoked["OrchestrateFunction"] = made.wake_ups
    called = _called(made)
    return sum(
        lasts_ms(name, called[name], times=times) * gigabytes(name)
        for name, times in invoked.items()
    )


def _called(made: Road) -> Counter[str]:
    called: Counter[str] = Counter()
    for (phase, within), calls in made.readings.asked.items():
        if phase in _OF:
            called[within or _OF[phase]] += calls
    # Starting a workflow is waiting for it, which is counted by itself.
    called["OrchestrateFunction"] -= made.readings.calls["stepfunctions.StartSyncExecution"]
    return called


def lasts_ms(function: str, calls: float, *, times: float = 1) -> float:
    """Of ``times`` warm invocations of ``function`` that make so many ``calls`` together."""
    assumed = prices()["assumed"]
    cpu_ms = times * assumed["between_cpu_ms"] + calls * assumed["call_cpu_ms"]
    # More than one vCPU is of no use to a handler with one thread.
    share = min(1.0, gigabytes(function) * 1024 / _VCPU_MB)
    return float(cpu_ms / share + calls * assumed["round_trip_ms"])


def gigabytes(function: str) -> float:
    """The memory of ``function``: its own, or what the template gives to all."""
    of_all = template()["Globals"]["Function"]["MemorySize"]
    own = template()["Resources"][function]["Properties"].get("MemorySize", of_all)
    return float(own / 1024)
