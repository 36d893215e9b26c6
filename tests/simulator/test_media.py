"""Files: uploaded by us or sent by a customer, found by id, downloaded while the link is fresh."""

import hashlib
from base64 import b64encode

import requests

from tests.clock import SteppingClock
from tests.simulator.conftest import CUSTOMER, Business, values_of
from tests.simulator.receiver import Receiver

PNG = b"\x89PNG\r\n\x1a\nnot much of a picture\r\n\r\n"


def upload(business: Business) -> str:
    answer = business.session.post(
        f"{business.url}/v25.0/106540352242922/media",
        data={"messaging_product": "whatsapp", "type": "image/png"},
        files={"file": ("a.png", PNG, "image/png")},
        timeout=10,
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def test_an_uploaded_file_comes_back_whole(business: Business) -> None:
    media_id = upload(business)
    told = business.session.get(f"{business.url}/v25.0/{media_id}", timeout=10).json()
    assert told["mime_type"] == "image/png"
    assert told["file_size"] == len(PNG)
    assert told["sha256"] == hashlib.sha256(PNG).hexdigest()
    file = business.session.get(told["url"], timeout=10)
    assert (file.content, file.headers["Content-Type"]) == (PNG, "image/png")


def test_the_download_needs_the_token_too(business: Business) -> None:
    media_id = upload(business)
    told = business.session.get(f"{business.url}/v25.0/{media_id}", timeout=10).json()
    assert requests.get(told["url"], timeout=10).status_code == 401
    assert requests.get(f"{business.url}/v25.0/{media_id}", timeout=10).status_code == 401


def test_the_link_lives_five_minutes(the_time: SteppingClock, business: Business) -> None:
    media_id = upload(business)
    url = business.session.get(f"{business.url}/v25.0/{media_id}", timeout=10).json()["url"]
    the_time.advance(minutes=5)
    assert business.session.get(url, timeout=10).status_code == 200
    the_time.advance(seconds=1)
    assert business.session.get(url, timeout=10).status_code == 404


def test_a_customers_file_is_announced_by_id_and_hash(
    business: Business, receiver: Receiver
) -> None:
    media = {"data": b64encode(PNG).decode(), "mime_type": "image/png", "caption": "broken"}
    business.post("/whatsapp/say", {"from": CUSTOMER, "type": "image", "media": media})
    [value] = values_of(receiver.requests[0].body)
    image = value["messages"][0]["image"]
    assert image["sha256"] == b64encode(hashlib.sha256(PNG).digest()).decode()
    assert image["caption"] == "broken"
    assert business.session.get(image["url"], timeout=10).content == PNG
    found = business.session.get(f"{business.url}/v25.0/{image['id']}", timeout=10).json()
    assert business.session.get(found["url"], timeout=10).content == PNG


def test_a_deleted_file_is_gone(business: Business) -> None:
    url = f"{business.url}/v25.0/{upload(business)}"
    assert business.session.delete(url, timeout=10).json() == {"success": True}
    gone = business.session.get(url, timeout=10)
    assert (gone.status_code, gone.json()["error"]["error_subcode"]) == (400, 33)


def test_an_upload_without_a_file_is_refused(business: Business) -> None:
    answer = business.session.post(
        f"{business.url}/v25.0/106540352242922/media",
        data={"messaging_product": "whatsapp"},
        timeout=10,
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
