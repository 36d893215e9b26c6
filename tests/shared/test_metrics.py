"""Counts that an admin must hear of."""

import pytest

from shared import metrics
from tests.clock import SteppingClock


def test_a_count_is_a_log_line_that_is_a_metric_as_well(
    the_time: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    metrics.count("Parked", "record parked", event_id="1", error="KeyError")
    [record] = caplog.records
    said = vars(record)
    assert (record.levelname, said["event_id"], said["error"]) == ("ERROR", "1", "KeyError")
    assert said["Parked"] == 1
    assert said["_aws"] == {
        "Timestamp": the_time.now,
        "CloudWatchMetrics": [
            {
                "Namespace": "threadline",
                "Dimensions": [[]],
                "Metrics": [{"Name": "Parked", "Unit": "Count"}],
            }
        ],
    }
