"""Dollars, from what was counted on the road and the dated price file."""

from tests.bench import durations
from tests.bench.price_file import prices
from tests.bench.trace import Road


def per_million(made: Road) -> dict[str, float]:
    """Dollars for a million inbound messages, by what they are for."""
    price, assumed = prices()["per_million"], prices()["assumed"]
    calls, runs = made.readings.calls, made.readings.calls["stepfunctions.StartSyncExecution"]
    steps = len(made.lambdas.invoked)
    invoked = made.webhooks + made.batches + made.wake_ups + steps
    # Who starts a workflow waits for its end.
    waited = runs * assumed["express_ms"] * durations.gigabytes("OrchestrateFunction")
    gb_ms = durations.gb_ms(made) + waited
    # A wake-up is sent in a batch, received and deleted.
    queued = calls["sqs.SendMessageBatch"] + 2 * made.wake_ups
    logged = len(made.logged.getvalue()) + made.webhooks * assumed["access_log_bytes"]
    express_s = runs * assumed["express_ms"] / 1000 * assumed["express_gb"]
    spent = {
        "HTTP API": made.webhooks * price["http_api_requests"] / 1e6,
        "Lambda requests": invoked * price["lambda_requests"] / 1e6,
        "Lambda time": gb_ms / 1000 * prices()["per_gb_second"]["lambda_arm64"],
        "writes": made.readings.units() * price["dynamodb_write_units"] / 1e6,
        "reads": made.readings.reads() * price["dynamodb_read_units"] / 1e6,
        "queues": queued * price["sqs_fifo_requests"] / 1e6,
        "workflows": runs * price["express_runs"] / 1e6
        + express_s * prices()["per_gb_second"]["express"],
        "timers": calls["scheduler.CreateSchedule"] * price["schedules"] / 1e6,
        "logs": logged / 1e9 * prices()["per_gb"]["log_ingest"],
    }
    return {name: dollars / made.messages * 1e6 for name, dollars in spent.items()}
