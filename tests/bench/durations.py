"""How long functions run: what they compute, on their share of a vCPU, and what they wait."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from tests.bench.metering import Readings
from tests.bench.price_file import prices
from tests.template import template

WEBHOOK: Final = "WhatsappWebhookFunction"
# Whose own work a phase of the road is, but for what steps and the workflow between them ask.
_OF: Final = {
    "webhook": WEBHOOK,
    "redelivery": WEBHOOK,
    "follow": "FollowLogFunction",
    "orchestrate": "OrchestrateFunction",
}
_VCPU_MB: Final = 1_769  # docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html


def gb_ms(readings: Readings, invoked: Mapping[str, int], phases: Collection[str]) -> float:
    """Gigabyte-milliseconds of the functions that were ``invoked`` in ``phases``, each so often;
    without the time in which one waits for a workflow."""
    called = _called(readings, phases)
    return sum(
        lasts_ms(name, called[name], times=times) * gigabytes(name)
        for name, times in invoked.items()
    )


def _called(readings: Readings, phases: Collection[str]) -> Counter[str]:
    called: Counter[str] = Counter()
    for (phase, within), calls in readings.asked.items():
        if phase in phases and phase in _OF:
            called[within or _OF[phase]] += calls
    # Starting a workflow is waiting for it, which is counted by itself.
    called["OrchestrateFunction"] -= readings.called("stepfunctions.StartSyncExecution", phases)
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
