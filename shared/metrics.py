"""Counts of what an admin must hear of, as log lines that CloudWatch reads as metrics."""

import os

from shared import clock
from shared.observability import logger


def count(name: str, message: str, **said: str | int) -> None:
    """Log ``message`` as an error with what is ``said``, and count one of the metric ``name``.

    CloudWatch's embedded metric format, without the import time of a metrics library:
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    namespace = os.environ.get("POWERTOOLS_METRICS_NAMESPACE", "threadline")
    metric = {
        "Namespace": namespace,
        "Dimensions": [[]],
        "Metrics": [{"Name": name, "Unit": "Count"}],
    }
    aws = {"Timestamp": clock.now_ms(), "CloudWatchMetrics": [metric]}
    logger.error(message, extra={**said, name: 1, "_aws": aws})
