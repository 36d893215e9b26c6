"""Twilio, simulated: its own library can send through it and believes what it posts."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from tests.simulator import sms_contents
from tests.simulator.exchange import Answer, Request
from tests.simulator.receiver import Receiver
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.sms import Sms

CUSTOMER = "+4915228000001"
ACCOUNT = {"account": "main", **Sms.new_account()}


class ToSimulator(TwilioHttpClient):  # type: ignore[misc]
    """Sends what is meant for Twilio's hosts to the simulator."""

    def __init__(self, url: str) -> None:
        super().__init__(timeout=10)
        self._url = url

    def request(self, method: str, url: str, **more: Any) -> Any:
        for host in ("https://api.twilio.com", "https://content.twilio.com"):
            url = url.replace(host, self._url)
        return super().request(method, url, **more)


@pytest.fixture
def simulator(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator({"sms": ACCOUNT}, receiver.url) as running:
        running.options.change(
            {"first_status_after": 0.0, "status_gap": 0.01, "retry_gaps": [0.01, 0.02]}
        )
        yield running


@pytest.fixture
def client(simulator: Simulator) -> Iterator[Client]:
    http = ToSimulator(simulator.url)
    yield Client(ACCOUNT["account_sid"], ACCOUNT["auth_token"], http_client=http)
    http.session.close()


def sent(client: Client, **changed: Any) -> Any:
    usual = {"to": CUSTOMER, "from_": ACCOUNT["phone_number"], "body": "Hello"}
    given = {name: value for name, value in {**usual, **changed}.items() if value is not None}
    return client.messages.create(**given)


def believed(receiver: Receiver, request: Request, token: str = ACCOUNT["auth_token"]) -> bool:
    url = f"{receiver.url}{request.path}" + (f"?{request.raw_query}" if request.raw_query else "")
    form: Any = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    if request.header("content-type") == "application/json":
        form = request.body.decode()
    given = request.header("x-twilio-signature")
    return bool(RequestValidator(token).validate(url, form, given))


def test_twilios_library_sends_and_looks_up(client: Client, simulator: Simulator) -> None:
    message = sent(client, body="café 👋")
    assert (message.status, message.num_segments, message.error_code) == ("queued", "1", None)
    assert client.messages(message.sid).fetch().body == "café 👋"
    (taken,) = simulator.messages("sms")
    assert (taken.to, taken.id) == (CUSTOMER, message.sid)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"to": "12"}, 21211),
        ({"to": "MyBank"}, 21211),
        ({"from_": "+14155550000"}, 21606),
        ({"from_": None}, 21603),
        ({"from_": None, "messaging_service_sid": f"MG{'0' * 32}"}, 21705),
        ({"body": None}, 21619),
        ({"body": "a" * 1601}, 21617),
        ({"media_url": ["nowhere"]}, 21620),
        ({"media_url": ["https://h.example/a"] * 11}, 21623),
        ({"status_callback": "https://under_score.example/"}, 21609),
    ],
)
def test_what_twilio_refuses_is_refused(
    client: Client, simulator: Simulator, changed: dict[str, Any], code: int
) -> None:
    with pytest.raises(TwilioRestException) as caught:
        sent(client, **changed)
    assert caught.value.code == code
    assert simulator.messages("sms") == []


def test_twilios_library_lists_all_content_templates(client: Client) -> None:
    (first, *_), size = sms_contents.DEFAULT, len(sms_contents.DEFAULT)
    for listing in (client.content.v1.contents, client.content.v1.content_and_approvals):
        found = listing.list(page_size=3)
        assert len({content.sid for content in found}) == size == 4
        assert (found[0].friendly_name, found[0].types) == ("order_ready", first["types"])


def test_a_content_template_is_filled(client: Client, simulator: Simulator) -> None:
    order, _, parcel, _ = (content["sid"] for content in sms_contents.DEFAULT)
    variables = json.dumps({"1": "Ana", "2": "42"})
    said = sent(client, body=None, content_sid=order, content_variables=variables)
    assert said.body == "Hello Ana, your order 42 is ready."
    shown = sent(client, body=None, content_sid=parcel, content_variables='{"1": "42"}')
    assert (shown.num_media, shown.sid[:2]) == ("1", "MM")
    assert sent(client, body=None, content_sid=order).body == "Hello …, your order … is ready."
    assert len(simulator.messages("sms")) == 3


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"content_sid": f"HX{'0' * 32}"}, 21655),
        ({"content_sid": None, "content_variables": "{}"}, 21654),
        ({"content_variables": "no JSON"}, 21656),
        ({"content_variables": '{"1": ""}'}, 21656),
        ({"content_variables": json.dumps({"1": "a" * 1601})}, 21658),
        ({"to": "12"}, 21211),
    ],
)
def test_a_content_template_that_cannot_be_sent_is_refused(
    client: Client, simulator: Simulator, changed: dict[str, Any], code: int
) -> None:
    usual = {"body": None, "content_sid": sms_contents.DEFAULT[0]["sid"]}
    with pytest.raises(TwilioRestException) as caught:
        sent(client, **{**usual, **changed})
    assert (caught.value.code, simulator.messages("sms")) == (code, [])


def test_a_wrong_token_is_refused(simulator: Simulator) -> None:
    http = ToSimulator(simulator.url)
    with pytest.raises(TwilioRestException) as caught:
        sent(Client(ACCOUNT["account_sid"], "wrong", http_client=http))
    assert (caught.value.code, caught.value.status) == (20003, 401)
    http.session.close()


def test_whoever_said_stop_gets_nothing_until_start(client: Client, simulator: Simulator) -> None:
    said(simulator, text="Stop")
    with pytest.raises(TwilioRestException) as caught:
        sent(client)
    assert caught.value.code == 21610
    said(simulator, text="START")
    assert sent(client).sid


@pytest.mark.parametrize(
    ("kind", "code"), [("429", 20429), ("500", 20500), ("token-expired", 20003)]
)
def test_a_fault_is_in_twilios_words(
    client: Client, simulator: Simulator, kind: str, code: int
) -> None:
    simulator.faults.add({"channel": "sms", "kind": kind})
    with pytest.raises(TwilioRestException) as caught:
        sent(client)
    assert caught.value.code == code


def said(simulator: Simulator, **what: Any) -> Any:
    wanted = {"from": CUSTOMER, **what}
    answer = requests.post(f"{simulator.url}/sms/say", json=wanted, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    "what",
    [
        {"text": "café 👋 + 1"},
        {"text": ""},
        {"text": "see", "media": {"mime_type": "image/png", "data": "iVBORw0KGgo="}},
        {"text": "BAJA", "opt_out_type": "STOP"},
        {"text": "x", "fields": {"NewOne": "a=b&c"}},
    ],
)
def test_twilios_library_believes_what_a_customer_says(
    receiver: Receiver, simulator: Simulator, what: dict[str, Any]
) -> None:
    said(simulator, **what)
    (request,) = receiver.wait_for(1)
    assert believed(receiver, request)
    assert not believed(receiver, request, "another-token")


def test_it_believes_reports_to_the_address_that_was_named(
    receiver: Receiver, simulator: Simulator, client: Client
) -> None:
    where = f"{receiver.url}/webhooks/sms/main?encoding=GSM-7&message=a.1.b&segments=1"
    message = sent(client, status_callback=where)
    requests_ = receiver.wait_for(2)
    for request, state in zip(requests_, ("sent", "delivered"), strict=True):
        assert believed(receiver, request)
        form = dict(parse_qsl(request.body.decode()))
        assert (form["MessageSid"], form["MessageStatus"], form["To"]) == (
            message.sid,
            state,
            CUSTOMER,
        )
    assert requests_[0].raw_query == "encoding=GSM-7&message=a.1.b&segments=1"


def test_without_such_an_address_nothing_is_told(
    receiver: Receiver, simulator: Simulator, client: Client
) -> None:
    sent(client)
    assert simulator.settled()
    assert receiver.requests == []


def test_json_carries_its_hash(receiver: Receiver, simulator: Simulator) -> None:
    wanted = {"json": {"property": "value"}}
    requests.post(f"{simulator.url}/sms/deliver", json=wanted, timeout=10)
    (request,) = receiver.wait_for(1)
    assert "bodySHA256=" in request.raw_query
    assert believed(receiver, request)


def test_a_forged_call_is_not_believed(receiver: Receiver, simulator: Simulator) -> None:
    wanted = {"json": {"property": "value"}, "secret": "another"}
    requests.post(f"{simulator.url}/sms/deliver", json=wanted, timeout=10)
    (request,) = receiver.wait_for(1)
    assert not believed(receiver, request)


def test_a_chosen_report_names_its_error(
    receiver: Receiver, simulator: Simulator, client: Client
) -> None:
    simulator.options.change({"auto_statuses": False})
    sent(client)
    wanted = {"status": "undelivered", "error_code": 30003}
    requests.post(f"{simulator.url}/sms/status", json=wanted, timeout=10)
    (request,) = receiver.wait_for(1)
    form = dict(parse_qsl(request.body.decode()))
    assert (form["MessageStatus"], form["ErrorCode"]) == ("undelivered", "30003")
    assert believed(receiver, request)


def test_a_call_that_is_not_taken_comes_again_as_it_was(
    receiver: Receiver, simulator: Simulator
) -> None:
    receiver.answers = lambda number: Answer(200 if number > 1 else 503)
    said(simulator, text="again")
    first, second = receiver.wait_for(2)
    assert first.body == second.body
    assert believed(receiver, second)


def test_nobody_cannot_write(simulator: Simulator) -> None:
    answer = requests.post(f"{simulator.url}/sms/say", json={"text": "hi"}, timeout=10)
    assert answer.status_code == 400


def test_a_file_stands_behind_the_credentials_and_then_elsewhere(
    receiver: Receiver, simulator: Simulator
) -> None:
    said(simulator, media={"mime_type": "image/png", "data": "iVBORw0KGgo="})
    (request,) = receiver.wait_for(1)
    form = dict(parse_qsl(request.body.decode()))
    assert (form["NumMedia"], form["MediaContentType0"]) == ("1", "image/png")
    assert requests.get(form["MediaUrl0"], timeout=10).status_code == 401
    ours = (ACCOUNT["account_sid"], ACCOUNT["auth_token"])
    there = requests.get(form["MediaUrl0"], auth=ours, allow_redirects=False, timeout=10)
    assert there.status_code == 307
    file = requests.get(there.headers["location"], timeout=10)
    assert (file.content, file.headers["content-type"]) == (b"\x89PNG\r\n\x1a\n", "image/png")
    assert requests.get(there.headers["location"], auth=ours, timeout=10).status_code == 400


def test_its_secret_is_what_our_functions_read() -> None:
    secret = Sms.secret(ACCOUNT, "http://127.0.0.1:21400")
    assert secret["public_url"] == "http://127.0.0.1:21400"
    assert secret["accounts"] == {ACCOUNT["phone_number"]: "main"}
    assert Sms.new_customer().startswith("+4915228")
