"""Least privilege: a function may do what its code can reach, on named resources, and no more."""

import re
from typing import Any

import pytest

from shared.channels import CHANNELS
from tests.expansion import actions, expanded, mentions, of_type, statements, text
from tests.reachable import reached

RESOURCES = expanded()
FUNCTIONS = of_type(RESOURCES, "AWS::Lambda::Function")
ROLES = of_type(RESOURCES, "AWS::IAM::Role")
LOGS = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
# The delivery of a workflow's logs is set up by actions that take no resource.
WITHOUT_RESOURCE = re.compile(r"logs:\w*(LogDelivery|LogDeliveries|Policy|Policies|LogGroups)$")

SERVICES = {"stepfunctions": "states", "apigatewaymanagementapi": "execute-api"}
ALSO = {
    "dynamodb:TransactWriteItems": set[str](),  # allowed by what is in the transaction
    "sqs:SendMessageBatch": {"sqs:SendMessage"},
    "sqs:ChangeMessageVisibilityBatch": {"sqs:ChangeMessageVisibility"},
    "s3:GeneratePresignedUrl": set[str](),  # no call at all; the link's own is counted
    "s3:GeneratePresignedPost": {"s3:PutObject"},  # who posts it acts in the function's name
    "execute-api:PostToConnection": {"execute-api:ManageConnections"},
    "s3:ListObjectsV2": {"s3:ListBucket"},
    "s3:HeadObject": {"s3:GetObject", "s3:ListBucket"},
    "s3:CopyObject": {"s3:GetObject", "s3:PutObject"},
    "lambda:Invoke": {"lambda:InvokeFunction"},
    "lambda:Close": set[str](),  # of our own connections
}
ONLY_FOR_ADMINS = "DoctorFunction"
# It asks each platform for its templates, in the name of our accounts there.
ONE_THAT_ASKS_BOTS = "AskBotFunction"
OF_TEMPLATES = "SyncTemplatesFunction"
READ_A_QUEUE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
READ_A_STREAM = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
}
KEEP_WHAT_WAS_GIVEN_UP = {"s3:PutObject", "s3:ListBucket"}


def allowed(function: str) -> list[dict[str, Any]]:
    return statements(RESOURCES, f"{function}Role")


def may_do(function: str) -> set[str]:
    return {action for statement in allowed(function) for action in actions(statement)}


def on(function: str, action: str) -> set[str]:
    """The resources, as text, on which ``function`` may do ``action``."""
    found: set[str] = set()
    for statement in allowed(function):
        if action in actions(statement):
            resource = statement["Resource"]
            found |= {text(r) for r in (resource if isinstance(resource, list) else [resource])}
    return found


def needed(function: str) -> set[str]:
    """What the code calls, and what Lambda does in its name because of a mapping."""
    wanted: set[str] = set()
    for service, operation in reached(FUNCTIONS[function]["Properties"]["Handler"]).calls:
        camel = "".join(word.capitalize() for word in operation.split("_"))
        action = f"{SERVICES.get(service, service)}:{camel}"
        wanted |= ALSO.get(action, {action})
    for mapping in of_type(RESOURCES, "AWS::Lambda::EventSourceMapping").values():
        if mentions(mapping["Properties"]["FunctionName"]) == {function}:
            stream = "StartingPosition" in mapping["Properties"]
            wanted |= READ_A_STREAM | KEEP_WHAT_WAS_GIVEN_UP if stream else READ_A_QUEUE
    for config in of_type(RESOURCES, "AWS::Lambda::EventInvokeConfig").values():
        if mentions(config["Properties"]["FunctionName"]) == {function}:
            wanted.add("sqs:SendMessage")
    return wanted


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_may_do_what_its_code_does_and_nothing_else(name: str) -> None:
    assert may_do(name) == needed(name)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_action_and_no_resource_is_a_wildcard(role: str) -> None:
    for statement in statements(RESOURCES, role):
        assert not [action for action in actions(statement) if "*" in action]
        if statement["Resource"] == "*":
            assert all(WITHOUT_RESOURCE.match(action) for action in actions(statement))
        for resource in re.findall(r'"([^"]*\*[^"]*)"', text(statement["Resource"])):
            # Within a named resource only: a prefix of a bucket, of secrets, or
            # one kind of queue of this stack.
            within = re.search(r"[/:]\$?[^*]+/\*$", resource)
            queues = re.search(r":\$\{AWS::StackName\}-\*-[a-z.-]+$", resource)
            assert resource == "*" or within or queues, resource


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_only_policy_of_another_is_the_one_for_writing_logs(role: str) -> None:
    assert set(ROLES[role]["Properties"].get("ManagedPolicyArns", [])) <= {LOGS}


def test_a_webhook_can_only_add_and_reads_only_its_own_secrets() -> None:
    assert may_do("WhatsappWebhookFunction") == {
        "dynamodb:PutItem",
        "secretsmanager:GetSecretValue",
        "s3:PutObject",
        "sqs:SendMessage",
    }
    secrets = on("WhatsappWebhookFunction", "secretsmanager:GetSecretValue")
    assert len(secrets) == 2
    assert all("IdKey" in s or "/whatsapp/*" in s for s in secrets)
    (queue,) = on("WhatsappWebhookFunction", "sqs:SendMessage")
    assert "SpillQueue" in queue


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_platforms_secrets_are_read_by_its_channels_functions_only(name: str) -> None:
    secrets = on(name, "secretsmanager:GetSecretValue")
    channels = {match for s in secrets for match in re.findall(r"StackName}/(\w+)/\*", s)}
    if name == OF_TEMPLATES:
        assert channels == {row.name for row in CHANNELS.values() if row.templates}
    elif name == ONE_THAT_ASKS_BOTS:
        assert channels == {"bots"}
    else:
        assert all(name.startswith(channel.capitalize()) for channel in channels)
    every = {s for s in secrets if "StackName}/*" in s}
    assert not every or name == ONLY_FOR_ADMINS


def test_what_reads_every_platforms_secrets_is_invoked_by_admins_only() -> None:
    """No route, queue, stream, schedule or function leads to it, and the id key stays unknown."""
    assert not [n for n, resource in RESOURCES.items() if ONLY_FOR_ADMINS in mentions(resource)]
    (denied,) = [s for s in allowed(ONLY_FOR_ADMINS) if s["Effect"] == "Deny"]
    assert mentions(denied["Resource"]) == {"IdKey"}


@pytest.mark.parametrize("on", [(), ("line",), tuple(CHANNELS)])
def test_the_dispatcher_invokes_the_functions_of_channels_that_are_on(on: tuple[str, ...]) -> None:
    off = {f"{name.capitalize()}Accounts": "" for name in CHANNELS if name not in on}
    resources = expanded(**off)
    (statement,) = statements(resources, "DispatchFunctionRole")
    nothing = {"Ref": "AWS::NoValue"}
    named = {name for r in statement["Resource"] if r != nothing for name in mentions(r)}
    invoked = {f"{name.capitalize()}{kind}Function" for name in on for kind in ("Send", "Media")}
    assert named == {"SendQueue", "MediaQueue"} | invoked
    assert invoked <= set(resources)
