"""Dollars, from what was counted on the road and the dated price file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.bench.trace import Road
from tests.template import template

FILE: Final = Path(__file__).with_name("prices.toml")
_SECONDS_A_MONTH: Final = 30 * 86_400
_POLL_S: Final = 20
_SWEEP_S: Final = 300


@cache
def prices() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text())


def per_million(made: Road) -> dict[str, float]:
    """Dollars for a million inbound messages, by what they are for."""
    price, assumed = prices()["per_million"], prices()["assumed"]
    calls, runs = made.readings.calls, made.readings.calls["stepfunctions.StartSyncExecution"]
    steps = len(made.lambdas.invoked)
    busy = (
        made.webhooks * assumed["webhook_ms"]
        + made.batches * assumed["follow_ms"]
        + made.wake_ups * assumed["orchestrate_ms"]
        + steps * assumed["step_ms"]
    )
    # A wake-up is sent in a batch, received and deleted.
    queued = calls["sqs.SendMessageBatch"] + 2 * made.wake_ups
    logged = len(made.logged.getvalue()) + made.webhooks * assumed["access_log_bytes"]
    express_s = runs * assumed["express_ms"] / 1000 * assumed["express_gb"]
    spent = {
        "HTTP API": made.webhooks * price["http_api_requests"] / 1e6,
        "Lambda requests": (made.webhooks + made.batches + made.wake_ups + steps)
        * price["lambda_requests"]
        / 1e6,
        "Lambda time": busy
        / 1000
        * assumed["memory_gb"]
        * prices()["per_gb_second"]["lambda_arm64"],
        "writes": made.readings.units() * price["dynamodb_write_units"] / 1e6,
        "reads": made.readings.reads() * price["dynamodb_read_units"] / 1e6,
        "queues": queued * price["sqs_fifo_requests"] / 1e6,
        "workflows": runs * price["express_runs"] / 1e6
        + express_s * prices()["per_gb_second"]["express"],
        "timers": calls["scheduler.CreateSchedule"] * price["schedules"] / 1e6,
        "logs": logged / 1e9 * prices()["per_gb"]["log_ingest"],
    }
    return {name: dollars / made.messages * 1e6 for name, dollars in spent.items()}


def at_rest() -> dict[str, float]:
    """Dollars a month when nobody writes, by what they are for; storage is not counted."""
    month, price, assumed = prices()["per_month"], prices()["per_million"], prices()["assumed"]
    kinds = [resource["Type"] for resource in template()["Resources"].values()]
    mappings = [
        resource["Properties"]["EventSourceArn"]["Fn::GetAtt"][0]
        for resource in template()["Resources"].values()
        if resource["Type"] == "AWS::Lambda::EventSourceMapping"
    ]
    queues = [name for name in mappings if name.endswith("Queue")]
    fifo = [q for q in queues if template()["Resources"][q]["Properties"].get("FifoQueue")]
    polls = _SECONDS_A_MONTH / _POLL_S * assumed["pollers_per_queue"]
    sweeps = _SECONDS_A_MONTH / _SWEEP_S
    return {
        # The id key, and one for each channel's set of credentials.
        "secrets": (kinds.count("AWS::SecretsManager::Secret") + 1) * month["secret"],
        "alarms": kinds.count("AWS::CloudWatch::Alarm") * month["alarm"],
        "polls": polls * len(fifo) * price["sqs_fifo_requests"] / 1e6
        + polls * (len(queues) - len(fifo)) * price["sqs_requests"] / 1e6,
        "sweeps": sweeps * (price["lambda_requests"] + 3 * price["dynamodb_read_units"]) / 1e6
        + sweeps
        * assumed["step_ms"]
        / 1000
        * assumed["memory_gb"]
        * prices()["per_gb_second"]["lambda_arm64"],
    }
