"""Whatever the API is asked, it answers as its document says, and does not fail."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
from hypothesis import settings

from functions.agent_api import openapi
from functions.agent_api.app import app
from tests.journey.any_request import Api
from tests.journey.local_stack import LocalStack
from tests.local import waiting
from tests.local.customer_journey import question, scene
from tests.local.desk_settings import policy_of

pytestmark = pytest.mark.journey

# `make test-long` asks ten times as much.
EXAMPLES = settings().max_examples // 50


def test_any_request_is_answered_as_the_document_says(stack: LocalStack) -> None:
    url = stack.client.stack["api_url"]
    with _session(stack) as session:
        served = session.get(f"{url}/v1/openapi.json").json()
        with _taken_back(stack, Api(served, session, url, _there(stack))) as api:
            found = list(api.wrongs(EXAMPLES))
    assert found == []
    assert served == json.loads(openapi.document(app))


@contextmanager
def _session(stack: LocalStack) -> Iterator[requests.Session]:
    """With the token of an admin who may ask often."""
    token = stack.client.admin.issue_token({"scope": "admin", "requests_per_minute": 30_000})
    with requests.Session() as session:
        session.headers["authorization"] = f"Bearer {token['token']}"
        yield session
    stack.client.admin.revoke_token(token["id"])


def _there(stack: LocalStack) -> dict[str, str]:
    """What is there to be asked about, by the name of its place in a path."""
    someone = scene(stack.client, "telegram")
    stack.client.say(someone.channel, someone.customer, question(someone))
    said = waiting.until("it is seen", lambda: stack.client.heard(question(someone)), within=60)
    places = {"conversation": said["conversation_id"], "contact": said["contact_id"]}
    return {**places, "message": said["id"], "name": "any"}


@contextmanager
def _taken_back(stack: LocalStack, api: Api) -> Iterator[Api]:
    """Whatever was written meanwhile is gone afterwards: it would count for other stories."""
    before, policy = set(_written(api)), policy_of(scene(stack.client, "telegram"))
    yield api
    stack.client.admin.put_policy(policy)
    while written := set(_written(api)) - before:
        gone = [api.session.delete(api.url + place).ok for place in written]
        assert any(gone), written  # what others name goes after them


def _written(api: Api) -> Iterator[str]:
    """The paths of all settings, accounts and tokens that can be removed."""
    for path, methods in api.document["paths"].items():
        kind, _, place = path.rpartition("/")
        if place in ("{name}", "{account}", "{token_id}") and "delete" in methods:
            page = api.session.get(api.url + kind, params={"limit": 100}).json()
            kept = (one for one in page["items"] if not one.get("revoked_at"))
            yield from (f"{kind}/{one['id']}" for one in kept)
