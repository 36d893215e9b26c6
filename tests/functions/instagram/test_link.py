"""A file of ours becomes a link for the platform."""

import json
from typing import Any

from functions.instagram.link import linked


def test_a_message_without_a_file_of_ours_stays(cloud: Any) -> None:
    for content in ({}, {"media": {"url": "https://a.example/b"}}):
        message = {"content": json.dumps(content)}
        assert linked(message) == message


def test_a_file_of_ours_gets_a_link_with_its_type(cloud: Any) -> None:
    media = {"key": "media/a", "mime_type": "image/png", "id": "media/a"}
    found = json.loads(linked({"content": json.dumps({"media": media})})["content"])["media"]
    assert "id" not in found
    assert "media/a" in found["url"]
    assert "response-content-type=image%2Fpng" in found["url"]
