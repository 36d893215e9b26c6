"""``make doctor``: examines an account, on the local stack or on one of AWS, where the secrets are.

Exits 0 if it is healthy, 1 if not, 2 if it could not be examined.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.local.cloud import Cloud
from tests.local.deploy import resources
from tests.local.places import LOCAL, Ports, url

FUNCTION: Final = "DoctorFunction"
_SIGNS: Final = {"fine": "ok   ", "wrong": "WRONG", "look": "look "}
# It answers at its end, and asking again would examine again.
_PATIENT: Final = Config(read_timeout=130, retries={"total_max_attempts": 1})


class NotExamined(Exception):
    """There is nobody to ask, or it failed; the message says which."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make doctor", description=__doc__)
    parser.add_argument("account", help="<channel>/<account>, e.g. whatsapp/main")
    parser.add_argument("--stack", help="the name of a stack on AWS")
    wanted = parser.parse_args()
    channel, _, account = wanted.account.partition("/")
    event = {"channel": channel, "account": account}
    try:
        client, function = _on_aws(wanted.stack) if wanted.stack else _here()
        report = examined(client, function, event)
    except (NotExamined, BotoCoreError, ClientError) as trouble:
        print(f"Not examined: {trouble}", file=sys.stderr)
        return 2
    print(told(report))
    return 0 if report["healthy"] else 1


def examined(client: Any, function: str, event: Mapping[str, str]) -> dict[str, Any]:
    """What the function found. Raises NotExamined."""
    answer = client.invoke(FunctionName=function, Payload=json.dumps(event).encode())
    report: dict[str, Any] = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise NotExamined(str(report.get("errorMessage")))
    return report


def told(report: Mapping[str, Any]) -> str:
    """A line for each finding, with its mend below where it is not fine."""
    lines = [f"{report['channel']}/{report['account']}: {report['webhook_url']}"]
    for finding in report["findings"]:
        lines.append(f"  {_SIGNS[finding['state']]} {finding['check']:16} {finding['says']}")
        if finding["mend"]:
            lines += textwrap.wrap(
                finding["mend"], 96, initial_indent=" " * 25 + "→ ", subsequent_indent=" " * 27
            )
    wrong = sum(finding["state"] == "wrong" for finding in report["findings"])
    lines.append("Healthy." if report["healthy"] else f"{wrong} to mend.")
    return "\n".join(lines)


def _here() -> tuple[Any, str]:
    """The local stack that was started last."""
    file = LOCAL / "stack.json"
    if not file.exists():
        raise NotExamined("no local stack is up (make run), and no STACK=… was given")
    webhooks = urlsplit(json.loads(file.read_text())["webhook_url"]).port or 0
    cloud = Cloud(url(Ports(webhooks - 1).engine))
    return cloud.client("lambda"), resources(cloud)[FUNCTION]


def _on_aws(stack: str) -> tuple[Any, str]:
    (about,) = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    for output in about.get("Outputs", ()):
        if output.get("OutputKey") == FUNCTION:
            return boto3.client("lambda", config=_PATIENT), str(output["OutputValue"])
    raise NotExamined(f"the stack {stack} has no output {FUNCTION}; deploy it anew")


if __name__ == "__main__":
    sys.exit(main())
