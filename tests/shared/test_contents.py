"""The content of a message, wherever it lies."""

from typing import Any

import pytest

from shared import aws
from shared.contents import content_of
from shared.errors import Unavailable
from shared.settings import settings
from tests import faults


def test_it_is_read_where_it_lies(cloud: Any) -> None:
    with faults.injected() as calls:
        assert content_of({"content": '{"a": 1}'}) == {"a": 1}
        assert content_of({}) == content_of({"content": None}) == {}
    assert calls.operations == []
    bucket = settings().quarantine_bucket
    aws.client("s3").put_object(Bucket=bucket, Key="large/x", Body='{"a": "\u00e9"}'.encode())
    assert content_of({"content": None, "content_at": "large/x"}) == {"a": "\u00e9"}


def test_what_cannot_be_read_now_is_not_taken_for_nothing(cloud: Any) -> None:
    with pytest.raises(Unavailable):
        content_of({"content_at": "large/none"})
