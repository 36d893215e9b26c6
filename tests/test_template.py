"""The template's promises: what lasts, what is private, what can be switched off."""

import re
import subprocess

import pytest

from shared.channels import CHANNELS
from tests.expansion import MOST_RESOURCES, declared, expanded, mentions, of_type, text
from tests.local.places import ROOT, SAM
from tests.template import PATH, template


@pytest.mark.build
def test_sam_has_no_objection_to_the_template() -> None:
    done = subprocess.run(
        [SAM, "validate", "--lint"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_layer_keeps_its_import_name_when_it_is_packaged() -> None:
    layer = template()["Resources"]["SharedLayer"]
    assert layer["Metadata"]["BuildProperties"] == {
        "ParentPackageMode": "explicit",
        "ParentPackages": "shared",
    }


@pytest.mark.parametrize("runtime", ["python3.11", "python3.13"])
@pytest.mark.parametrize("architecture", ["arm64", "x86_64"])
def test_layer_and_functions_run_on_the_same(runtime: str, architecture: str) -> None:
    layer = template()["Resources"]["SharedLayer"]
    assert layer["Metadata"]["BuildMethod"] == {"Ref": "PythonRuntime"}
    assert layer["Metadata"]["BuildArchitecture"] == {"Ref": "Architecture"}
    shared = template()["Globals"]["Function"]
    assert shared["Runtime"] == {"Ref": "PythonRuntime"}
    resources = expanded(PythonRuntime=runtime, Architecture=architecture)
    for function in of_type(resources, "AWS::Lambda::Function").values():
        assert function["Properties"]["Runtime"] in (runtime, {"Ref": "PythonRuntime"})
        assert function["Properties"]["Architectures"] in (
            [architecture],
            [{"Ref": "Architecture"}],
        )
        assert len(function["Properties"]["Layers"]) == 1


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_a_channel_that_is_off_has_no_resources(channel: str) -> None:
    name = channel.capitalize()
    off = expanded(**{f"{name}Accounts": ""})
    assert not [resource for resource in off if re.match(rf"{name}[A-Z]", resource)]
    gone = set(expanded()) - set(off)
    assert gone
    assert not {name: mentions(r) & gone for name, r in off.items() if mentions(r) & gone}
    variables = off["FollowLogFunction"]["Properties"]["Environment"]["Variables"]
    assert channel not in text(variables["CHANNELS"])


def test_templates_are_asked_for_where_a_channel_that_is_on_has_any() -> None:
    assert "SyncTemplatesFunction" in expanded(WhatsappAccounts="")
    having = [row.name.capitalize() for row in CHANNELS.values() if row.templates]
    off = expanded(**{f"{name}Accounts": "" for name in having})
    assert not [name for name in off if name.startswith("SyncTemplates")]


def test_the_table_and_what_belongs_to_it_outlive_a_production_stack() -> None:
    resources = expanded(Stage="prod")
    assert resources["Table"]["Properties"]["DeletionProtectionEnabled"] is True
    for name in ("Table", "QuarantineBucket", "IdKey"):
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"
        assert resources[name]["UpdateReplacePolicy"] == "Retain"


def test_the_bucket_is_private_and_encrypted_and_forgets_all_but_messages() -> None:
    bucket = expanded()["QuarantineBucket"]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert "ServerSideEncryptionByDefault" in text(bucket["BucketEncryption"])
    prefixes = {rule.get("Prefix") for rule in bucket["LifecycleConfiguration"]["Rules"]}
    assert {"quarantine/", "spill/", "aws/lambda/"} <= prefixes
    assert "uploads/" in prefixes
    assert not {"large/", "media/"} & prefixes


def test_access_logs_name_no_person() -> None:
    stages = of_type(expanded(), "AWS::ApiGatewayV2::Stage")
    assert len(stages) == 3
    for stage in stages.values():
        written = stage["Properties"]["AccessLogSettings"]["Format"]
        for personal in ("sourceIp", "userAgent", "context.path", "context.http.path", "domain"):
            assert personal not in written


def test_alarms_are_mailed_only_to_an_address_that_was_given() -> None:
    assert "AlarmSubscription" not in expanded()
    mailed = expanded(AlarmAddress="ops@example.com")["AlarmSubscription"]
    assert mailed["Properties"]["TopicArn"] == {"Ref": "AlarmTopic"}


def test_the_template_holds_no_secret() -> None:
    assert "SecretString" not in text(template()).replace("GenerateSecretString", "")
    assert "NoEcho" not in text(template())


def test_it_has_no_more_resources_than_cloudformation_takes() -> None:
    assert len(declared()) <= MOST_RESOURCES
    assert len(PATH.read_bytes()) < 1_000_000
