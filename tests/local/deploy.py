"""Deploys the built template onto the engine with CloudFormation."""

import copy
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

from tests.local import (
    adapt_mappings,
    adapt_policies,
    adapt_references,
    adapt_routes,
    adapt_runtime,
    adapt_sockets,
    waiting,
)
from tests.local.cloud import Cloud
from tests.local.package import BUCKET, keep_layer, package
from tests.local.places import LOCAL, REGION, STACK, engine_python, python_runtime

_DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


class DeployFailed(Exception):
    """The stack did not become complete; the message has the events that say why."""


def deploy(cloud: Cloud, built: Path, state: Path, parameters: Mapping[str, str]) -> bool:
    """Make the stack what the build says. False if it was just that already."""
    body = plain_template(cloud, built, parameters)
    mark = state / "deployed"
    now = hashlib.sha256((body + json.dumps(dict(parameters), sort_keys=True)).encode()).hexdigest()
    if mark.exists() and mark.read_text() == now and _status(cloud) in _DONE:
        return False
    mark.unlink(missing_ok=True)
    _create_or_update(cloud, body, parameters)
    mark.write_text(now)
    return True


def plain_template(cloud: Cloud, built: Path, parameters: Mapping[str, str]) -> str:
    """The built template, packaged, adapted and without SAM's own resources, as JSON."""
    template = yaml_parse((built / "template.yaml").read_text())
    layers = [
        keep_layer(folder, LOCAL / "layers")
        for folder in adapt_runtime.layer_folders(template, built)
    ]
    template = adapt_runtime.adapt(template)
    script = adapt_runtime.bootstrap(engine_python(), python_runtime(), layers)
    package(template, built, script, cloud)
    plain = translated(template, parameters)
    for each in (adapt_routes, adapt_mappings, adapt_policies):
        plain["Resources"] = each.adapt(plain["Resources"])
    plain = adapt_sockets.adapt(plain, cloud.endpoint or "")
    return json.dumps(adapt_references.adapt(plain))


def translated(template: dict[str, Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    """Plain CloudFormation out of SAM, as the service does it, with no call to AWS."""
    session = boto3.Session(region_name=REGION)
    made: dict[str, Any] = Translator({}, Parser(), boto_session=session).translate(
        copy.deepcopy(template), dict(parameters)
    )
    return made


def _create_or_update(cloud: Cloud, body: str, parameters: Mapping[str, str]) -> None:
    # Sent by way of the bucket: what is sent directly must be shorter than 51,200 bytes.
    cloud.client("s3").put_object(Bucket=BUCKET, Key="template.json", Body=body.encode())
    wanted = {
        "StackName": STACK,
        "TemplateURL": f"{cloud.endpoint}/{BUCKET}/template.json",
        "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    formation = cloud.client("cloudformation")
    try:
        (formation.update_stack if _status(cloud) else formation.create_stack)(**wanted)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeployFailed(str(error)) from error
    waiting.until("the stack is deployed", lambda: _settled(cloud), within=120)
    if (status := _status(cloud)) not in _DONE:
        raise DeployFailed(f"{STACK} is {status}:\n{_failures(cloud)}")


def _status(cloud: Cloud) -> str:
    try:
        answer = cloud.client("cloudformation").describe_stacks(StackName=STACK)
    except ClientError:  # there is none
        return ""
    return str(answer["Stacks"][0]["StackStatus"])


def _settled(cloud: Cloud) -> bool:
    return not _status(cloud).endswith("_IN_PROGRESS")


def _failures(cloud: Cloud) -> str:
    events = cloud.client("cloudformation").describe_stack_events(StackName=STACK)["StackEvents"]
    return "\n".join(
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED")
    )


def resources(cloud: Cloud) -> dict[str, str]:
    """Physical ids by logical ids."""
    pages = cloud.client("cloudformation").get_paginator("list_stack_resources")
    return {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for page in pages.paginate(StackName=STACK)
        for each in page["StackResourceSummaries"]
    }
