"""Dollars, from what was counted on the road and the dated price file."""

from collections.abc import Collection
from typing import Final

from tests.bench import durations
from tests.bench.metering import Readings
from tests.bench.price_file import prices
from tests.bench.trace import INBOUND

_RUN: Final = "stepfunctions.StartSyncExecution"
# People wait for whoever sends, and for the agent API: what those take is no cost of a message.
_LEFT_OUT: Final = ("WhatsappSendFunction", "AgentApiFunction")


def spent(readings: Readings, phases: Collection[str] = INBOUND) -> dict[str, float]:
    """Dollars for what was done in ``phases``, by what they are for."""
    price, assumed = prices()["per_million"], prices()["assumed"]
    gb_second, runs = prices()["per_gb_second"], readings.called(_RUN, phases)
    invoked = {
        name: sum(readings.invoked[phase, name] for phase in phases)
        for name in {name for _, name in readings.invoked} - {*_LEFT_OUT}
    }
    webhooks = invoked.get(durations.WEBHOOK, 0)
    # A wake-up is sent in a batch, received and deleted.
    queued = readings.called("sqs.SendMessageBatch", phases)
    queued += 2 * invoked.get("OrchestrateFunction", 0)
    # Who starts a workflow waits for its end.
    waited = runs * assumed["express_ms"] * durations.gigabytes("OrchestrateFunction")
    gb_ms = durations.gb_ms(readings, invoked, phases) + waited
    express_s = runs * assumed["express_ms"] / 1000 * assumed["express_gb"]
    logged = sum(readings.logged[phase] for phase in phases)
    logged += webhooks * assumed["access_log_bytes"]
    units = sum(readings.units(phase=phase) for phase in phases)
    reads = sum(readings.reads(phase=phase) for phase in phases)
    return {
        "HTTP API": webhooks * price["http_api_requests"] / 1e6,
        "Lambda requests": sum(invoked.values()) * price["lambda_requests"] / 1e6,
        "Lambda time": gb_ms / 1000 * gb_second["lambda_arm64"],
        "writes": units * price["dynamodb_write_units"] / 1e6,
        "reads": reads * price["dynamodb_read_units"] / 1e6,
        "queues": queued * price["sqs_fifo_requests"] / 1e6,
        "workflows": runs * price["express_runs"] / 1e6 + express_s * gb_second["express"],
        "logs": logged / 1e9 * prices()["per_gb"]["log_ingest"],
    }
