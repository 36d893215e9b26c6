"""What a test has logged."""

import json

import pytest


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, but for what moto's own stand-in for the network logs."""
    records = [vars(record) for record in caplog.records if record.name != "responses"]
    return json.dumps([{name: str(value) for name, value in r.items()} for r in records])
