"""The table's client is made while a function starts, and not before it is wanted elsewhere."""

import os
import subprocess
import sys

import pytest

_ASKED = "from shared import aws, table; print(aws.client.cache_info().currsize)"


@pytest.mark.parametrize(("started", "made"), [("on-demand", "1"), ("", "0")])
def test_the_client_is_made_while_lambda_starts(started: str, made: str) -> None:
    environment = {**os.environ, "AWS_LAMBDA_INITIALIZATION_TYPE": started}
    environment["AWS_DEFAULT_REGION"] = "eu-west-1"
    command = [sys.executable, "-c", _ASKED]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == made
