"""``python -m tests.local.logs [part of a log group's name]``: what the running stack's functions
have logged. LOCAL_PORT names the stack."""

import sys
from collections.abc import Iterator

from tests.local.cloud import Cloud
from tests.local.places import chosen_ports, url

_NOISE = ("START ", "END ", "REPORT ")


def lines(cloud: Cloud, wanted: str = "") -> Iterator[str]:
    """All lines of the groups whose name contains ``wanted``, group by group, oldest first."""
    client = cloud.client("logs")
    for group in client.describe_log_groups()["logGroups"]:
        name = group["logGroupName"]
        if wanted in name:
            events = client.filter_log_events(logGroupName=name)["events"]
            for event in sorted(events, key=lambda each: each["timestamp"]):
                if not event["message"].startswith(_NOISE):
                    yield f"{name.rsplit('/', 1)[-1]}: {event['message'].rstrip()}"


if __name__ == "__main__":
    for line in lines(Cloud(url(chosen_ports().engine)), *sys.argv[1:2]):
        print(line)
