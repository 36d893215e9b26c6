from pathlib import Path
from typing import Any

from tests.local import (
    adapt_mappings,
    adapt_policies,
    adapt_references,
    adapt_routes,
    adapt_runtime,
)
from tests.local.deploy import translated

API = {
    "Transform": "AWS::Serverless-2016-10-31",
    "Resources": {
        "Api": {
            "Type": "AWS::Serverless::HttpApi",
            "Properties": {
                "Auth": {
                    "DefaultAuthorizer": "Token",
                    "Authorizers": {
                        "Token": {
                            "FunctionArn": "arn:aws:lambda:us-east-1:1:function:guard",
                            "AuthorizerPayloadFormatVersion": "2.0",
                            "EnableSimpleResponses": True,
                            "Identity": {"Headers": ["Authorization"], "ReauthorizeEvery": 60},
                        }
                    },
                }
            },
        },
        "Answer": {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "CodeUri": "s3://bucket/key",
                "Handler": "app.lambda_handler",
                "Runtime": "python3.13",
                "Events": {
                    "All": {
                        "Type": "HttpApi",
                        "Properties": {
                            "ApiId": {"Ref": "Api"},
                            "Method": "ANY",
                            "Path": "/v1/{proxy+}",
                        },
                    },
                    "Open": {
                        "Type": "HttpApi",
                        "Properties": {
                            "ApiId": {"Ref": "Api"},
                            "Method": "GET",
                            "Path": "/open",
                            "Auth": {"Authorizer": "NONE"},
                        },
                    },
                },
            },
        },
    },
}


def _of_type(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found = (each for each in resources.values() if each["Type"] == f"AWS::ApiGatewayV2::{kind}")
    return [each["Properties"] for each in found]


def test_every_event_of_an_http_api_becomes_a_route_with_its_authorizer() -> None:
    resources = adapt_routes.adapt(translated(API, {})["Resources"])

    routes = {route["RouteKey"]: route for route in _of_type(resources, "Route")}
    assert set(routes) == {"ANY /v1/{proxy+}", "GET /open"}
    assert routes["ANY /v1/{proxy+}"]["AuthorizationType"] == "CUSTOM"
    assert "AuthorizerId" not in routes["GET /open"]


def test_what_a_route_names_is_there() -> None:
    resources = adapt_routes.adapt(translated(API, {})["Resources"])

    for route in _of_type(resources, "Route"):
        target = route["Target"]["Fn::Join"][1][1]["Ref"]
        assert resources[target]["Properties"]["IntegrationType"] == "AWS_PROXY"
        if guard := route.get("AuthorizerId"):
            assert resources[guard["Ref"]]["Properties"]["AuthorizerType"] == "REQUEST"


def test_the_authorizer_keeps_its_identity_source_and_its_time() -> None:
    (authorizer,) = _of_type(adapt_routes.adapt(translated(API, {})["Resources"]), "Authorizer")

    assert authorizer["IdentitySource"] == ["$request.header.Authorization"]
    assert authorizer["AuthorizerResultTtlInSeconds"] == 60
    assert authorizer["EnableSimpleResponses"] is True


def test_functions_run_on_the_provided_runtime_without_layers() -> None:
    template = {
        "Globals": {"Function": {"Runtime": "python3.13", "Layers": ["x"], "Timeout": 5}},
        "Resources": {
            "Layer": {
                "Type": "AWS::Serverless::LayerVersion",
                "Properties": {"ContentUri": "Layer"},
            },
            "Does": {
                "Type": "AWS::Serverless::Function",
                "Properties": {"Runtime": "python3.13", "Layers": ["y"], "Handler": "a.b"},
            },
        },
    }

    adapted = adapt_runtime.adapt(template)

    assert adapted["Globals"]["Function"] == {"Runtime": "provided.al2023", "Timeout": 5}
    assert adapted["Resources"] == {
        "Does": {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "a.b"}}
    }
    assert adapt_runtime.layer_folders(template, Path("/built")) == [Path("/built/Layer")]


def test_the_bootstrap_gives_lambdas_import_path() -> None:
    script = adapt_runtime.bootstrap(Path("/bin/py"), "python3.12", [Path("/layers/a")])

    assert 'PYTHONPATH="$LAMBDA_TASK_ROOT:/layers/a/python"' in script
    worker = Path(adapt_runtime.__file__).with_name("worker.py")
    assert script.endswith(f'exec "/bin/py" -P "{worker}" "$_HANDLER"\n')


def test_mappings_are_switched_off_and_nothing_else() -> None:
    other = {"Type": "AWS::SQS::Queue", "Properties": {}}
    mapping = {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"BatchSize": 3}}

    adapted = adapt_mappings.adapt({"Queue": other, "Mapping": mapping})

    assert adapted["Queue"] == other
    assert adapted["Mapping"]["Properties"] == {"BatchSize": 3, "Enabled": False}


def test_a_secret_is_named_by_its_arn() -> None:
    template = {
        "Resources": {
            "Key": {"Type": "AWS::SecretsManager::Secret"},
            "Table": {"Type": "AWS::DynamoDB::Table"},
            "Role": {"Type": "AWS::IAM::Role", "Properties": [{"Ref": "Key"}, {"Ref": "Table"}]},
        }
    }

    role = adapt_references.adapt(template)["Resources"]["Role"]

    assert role["Properties"] == [{"Fn::GetAtt": ["Key", "Id"]}, {"Ref": "Table"}]


def test_policies_allow_what_the_engine_asks_for() -> None:
    statement = {
        "Action": "sqs:SendMessage",
        "Resource": {"Fn::GetAtt": ["Queue", "Arn"]},
    }
    role = {"Type": "AWS::IAM::Role", "Properties": {"Statement": [statement]}}

    adapted = adapt_policies.adapt({"Role": role, "Queue": {"Type": "AWS::SQS::Queue"}})

    (given,) = adapted["Role"]["Properties"]["Statement"]
    assert given["Action"] == ["sqs:SendMessage", "sqs:SendMessageBatch"]
    assert given["Resource"] == {"Fn::GetAtt": ["Queue", "Arn"]}
    assert adapted["Queue"] == {"Type": "AWS::SQS::Queue"}


def test_the_engine_is_not_asked_for_tls() -> None:
    deny = {"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    policy = {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": deny}}
    other = {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": {}}}

    assert adapt_policies.adapt({"Tls": policy, "Other": other}) == {"Other": other}
