"""wechatpy sends to the simulated platform, and reads and opens what it posts."""

import io
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from wechatpy import WeChatClient, parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import APILimitedException, WeChatClientException
from wechatpy.utils import check_signature

from tests.functions.wechat.signing import ACCOUNT, ANA, APP_ID, KEY, SEALED, TOKEN
from tests.simulator import wechat_notices
from tests.simulator.exchange import Answer
from tests.simulator.receiver import Receiver, running_receiver
from tests.simulator.simulator import Simulator, running_simulator
from tests.simulator.wechat import WeChat

ACCOUNTS = {"wechat": {**SEALED, "account": "main", "original_id": ACCOUNT}}
SECRET = str(SEALED["app_secret"])


class Client(WeChatClient):  # type: ignore[misc]
    """wechatpy's own, sent to the simulator."""

    def __init__(self, url: str, secret: str = SECRET) -> None:
        self.API_BASE_URL = f"{url}/cgi-bin/"
        super().__init__(APP_ID, secret)

    def fetch_access_token(self) -> Any:
        asked = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        return self._fetch_access_token(f"{self.API_BASE_URL}token", asked)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as receiver:
        yield receiver


@pytest.fixture
def simulator(receiver: Receiver) -> Iterator[Simulator]:
    with running_simulator(ACCOUNTS, receiver.url) as simulator:
        yield simulator


def platform(simulator: Simulator) -> WeChat:
    found = simulator.platforms["wechat"]
    assert isinstance(found, WeChat)
    return found


def say(simulator: Simulator, **said: Any) -> dict[str, Any]:
    url = f"{simulator.url}/wechat/say"
    answer = requests.post(url, json={"from": ANA, **said}, timeout=10)
    assert answer.status_code == 200, answer.text
    call: dict[str, Any] = answer.json()
    return call


def opened(call: dict[str, Any]) -> Any:
    """What wechatpy reads in a call to our webhook."""
    query = dict(p.split("=", 1) for p in call["posted"]["url"].partition("?")[2].split("&"))
    check_signature(TOKEN, query["signature"], query["timestamp"], query["nonce"])
    crypto, how = WeChatCrypto(TOKEN, KEY, APP_ID), ("msg_signature", "timestamp", "nonce")
    body = b64decode(call["posted"]["body"])
    return parse_message(crypto.decrypt_message(body, *(query[name] for name in how)))


def refused(code: int, act: Callable[[], object]) -> None:
    with pytest.raises(WeChatClientException) as raised:
        act()
    assert raised.value.errcode == code


def test_what_a_follower_writes_is_signed_and_sealed(simulator: Simulator) -> None:
    theirs = opened(say(simulator, text="你好 <b> & ]]>"))
    assert (theirs.source, theirs.target, theirs.content) == (ANA, ACCOUNT, "你好 <b> & ]]>")
    assert theirs.id > 2**53


def test_an_account_without_a_key_is_in_plain_mode(receiver: Receiver) -> None:
    plain = {k: v for k, v in ACCOUNTS["wechat"].items() if k != "encoding_aes_key"}
    with running_simulator({"wechat": plain}, receiver.url) as simulator:
        call = say(simulator, text="Hi")
    assert parse_message(b64decode(call["posted"]["body"])).content == "Hi"
    assert "msg_signature" not in call["posted"]["url"]


def test_taps_and_events_are_told(simulator: Simulator) -> None:
    tap = opened(say(simulator, tap={"id": "101", "title": "Yes"}))
    assert (tap.content, tap._data["bizmsgmenuid"]) == ("Yes", "101")
    click = opened(say(simulator, event="CLICK", EventKey="ORDERS"))
    assert (click.event, click.key, click.id) == ("click", "ORDERS", 0)
    assert (
        opened(say(simulator, event="subscribe", EventKey="qrscene_7", Ticket="t")).scene_id == "7"
    )


def test_what_is_not_taken_comes_again_signed_anew(
    simulator: Simulator, receiver: Receiver
) -> None:
    receiver.answers = lambda number: Answer(500 if number < 3 else 200)
    say(simulator, text="Hi")
    assert simulator.settled()
    calls = [call.as_json() for call in simulator.journal.calls]
    assert {opened(call).id for call in calls} == {opened(calls[0]).id}
    assert (len(calls), len({call["posted"]["url"] for call in calls})) == (3, 3)


def test_a_follower_is_answered(simulator: Simulator) -> None:
    say(simulator, text="Hi")
    client = Client(simulator.url)
    assert client.message.send_text(ANA, "你好")["errcode"] == 0
    menu = {"head_content": "?", "list": [{"id": "1", "content": "Yes"}], "tail_content": ""}
    client.message.send_msg_menu(ANA, menu)
    assert [m.type for m in simulator.messages("wechat")] == ["text", "msgmenu"]
    assert simulator.messages("wechat")[0].content == {"content": "你好"}


def test_files_are_taken_and_given_out(simulator: Simulator) -> None:
    say(simulator, text="Hi")
    client = Client(simulator.url)
    file = io.BytesIO(b"a photo")
    file.name = "a.png"
    media_id = client.media.upload("image", file)["media_id"]
    client.message.send_image(ANA, media_id)
    assert client.media.download(media_id).content == b"a photo"
    refused(40007, lambda: client.message.send_voice(ANA, media_id))
    refused(40007, lambda: client.media.download("another"))


def test_a_follower_s_file_is_given_out(simulator: Simulator) -> None:
    data = b64encode(b"a film").decode()
    client = Client(simulator.url)
    voice = opened(say(simulator, type="audio", media={"data": data}))
    assert (voice.format, client.media.download(voice.media_id).content) == ("amr", b"a film")
    film = opened(say(simulator, type="video", media={"data": data}))
    link = client.media.download(film.media_id)["video_url"]
    assert requests.get(link, timeout=10).content == b"a film"


def test_no_more_are_taken_than_what_was_done_allows(simulator: Simulator) -> None:
    client = Client(simulator.url)
    refused(40003, lambda: client.message.send_text(ANA, "a"))
    say(simulator, event="VIEW", EventKey="https://a.example")
    refused(45015, lambda: client.message.send_text(ANA, "a"))
    say(simulator, text="Hi")
    for n in range(5):
        client.message.send_text(ANA, str(n))
    refused(45047, lambda: client.message.send_text(ANA, "a"))
    say(simulator, event="CLICK", EventKey="A")
    client.message.send_text(ANA, "a")
    say(simulator, event="unsubscribe")
    refused(43004, lambda: client.message.send_text(ANA, "a"))
    assert len(simulator.messages("wechat")) == 6


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (44004, {"msgtype": "text", "text": {"content": ""}}),
        (45002, {"msgtype": "text", "text": {"content": "你" * 683}}),
        (40008, {"msgtype": "pigeon", "pigeon": {}}),
        (40008, {"msgtype": "text"}),
        (47001, {"msgtype": "msgmenu", "msgmenu": {"head_content": "?", "list": []}}),
        (44004, {"msgtype": "msgmenu", "msgmenu": {"list": [{"id": "1", "content": "a"}]}}),
    ],
)
def test_what_is_no_message_is_refused(simulator: Simulator, code: int, said: Any) -> None:
    say(simulator, text="Hi")
    client = Client(simulator.url)
    refused(code, lambda: client.post("message/custom/send", data={"touser": ANA, **said}))
    assert simulator.messages() == []


def test_a_token_is_needed_and_its_owner_s_secret(simulator: Simulator) -> None:
    url = f"{simulator.url}/cgi-bin/message/custom/send"
    assert requests.post(url, b"{}", timeout=10).json()["errcode"] == 41001
    assert requests.post(f"{url}?access_token=T", b"{}", timeout=10).json()["errcode"] == 40001
    refused(40125, lambda: Client(simulator.url, "another").fetch_access_token())


def test_the_stable_token_stays_the_same_unless_it_is_forced(simulator: Simulator) -> None:
    def ask(**more: Any) -> Any:
        asked = {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET, **more}
        return requests.post(f"{simulator.url}/cgi-bin/stable_token", json=asked, timeout=10).json()

    first = ask()
    assert (ask()["access_token"], first["expires_in"]) == (first["access_token"], 7200)
    assert ask(force_refresh=True)["access_token"] != first["access_token"]
    assert ask(appid="wx0")["errcode"] == 40013


def test_faults_are_worded_as_the_platform_words_them(simulator: Simulator) -> None:
    say(simulator, text="Hi")
    client = Client(simulator.url)
    simulator.faults.add({"channel": "wechat", "kind": "429"})
    with pytest.raises(APILimitedException):
        client.message.send_text(ANA, "a")
    simulator.faults.add({"channel": "wechat", "kind": "500"})
    refused(-1, lambda: client.message.send_text(ANA, "a"))
    simulator.faults.add({"channel": "wechat", "kind": "token-expired"})
    client.message.send_text(ANA, "a")  # wechatpy asks for another token and tries again
    assert len(simulator.messages("wechat")) == 1


def test_wechatpy_lists_and_sends_templates(simulator: Simulator) -> None:
    say(simulator, text="Hi")
    client = Client(simulator.url)
    (answer, _) = client.template.get_all_private_template()["template_list"]
    assert answer["title"] == "客服回复提醒"
    data = {"thing1": {"value": "可以的"}}
    taken = client.message.send_template(ANA, answer["template_id"], data)
    (message,) = simulator.messages("wechat")
    assert (str(taken["msgid"]), message.type) == (message.id, "template")
    assert message.content["words"] == "回复内容:可以的\n"
    assert simulator.settled()
    (told,) = [opened(c.as_json()) for c in simulator.journal.calls][1:]
    assert (told.event, told.id, told.status) == (
        "templatesendjobfinish",
        taken["msgid"],
        "success",
    )


def test_a_template_goes_at_any_time_to_who_follows(simulator: Simulator) -> None:
    client, template = Client(simulator.url), wechat_notices.DEFAULT[0].template_id
    data = {"thing1": {"value": "a"}}
    refused(40003, lambda: client.message.send_template(ANA, template, data))
    say(simulator, event="VIEW", EventKey="https://a.example")
    refused(45015, lambda: client.message.send_text(ANA, "a"))
    client.message.send_template(ANA, template, data)
    refused(40037, lambda: client.message.send_template(ANA, "another", data))
    for values in ({}, {"thing1": {"value": ""}}, {"thing1": {"value": "a" * 21}}):
        refused(47003, lambda v=values: client.message.send_template(ANA, template, v))  # type: ignore[misc]
    say(simulator, event="unsubscribe")
    refused(43004, lambda: client.message.send_template(ANA, template, data))
    assert len(simulator.messages("wechat")) == 1


@pytest.mark.parametrize("status", ["success", "failed:user block", "failed:system failed"])
def test_what_became_of_a_template_can_be_chosen(simulator: Simulator, status: str) -> None:
    simulator.options.change({"auto_statuses": False})
    say(simulator, text="Hi")
    client, template = Client(simulator.url), wechat_notices.DEFAULT[0].template_id
    taken = client.message.send_template(ANA, template, {"thing1": {"value": "a"}})
    url = f"{simulator.url}/wechat/status"
    told = opened(requests.post(url, json={"status": status}, timeout=10).json())
    assert (told.id, told.status) == (taken["msgid"], status)


def test_typing_is_shown_by_its_command_only(simulator: Simulator) -> None:
    client = Client(simulator.url)
    told = {"touser": ANA, "command": "Typing"}
    assert client.post("message/custom/typing", data=told)["errcode"] == 0
    refused(45072, lambda: client.post("message/custom/typing", data={**told, "command": "a"}))


def test_there_are_no_statuses_and_nobody_says_nothing(simulator: Simulator) -> None:
    for path, wanted in (("status", {"id": "1"}), ("say", {"from": ANA}), ("say", {"text": "a"})):
        url = f"{simulator.url}/wechat/{path}"
        assert requests.post(url, json=wanted, timeout=10).status_code == 400


def test_a_new_account_has_a_secret_for_our_side() -> None:
    account = {"account": "main", **WeChat.new_account()}
    secret = WeChat.secret(account, "http://127.0.0.1:1")
    assert secret["accounts"] == {account["original_id"]: "main"}
    assert {n: secret[n] for n in secret if n != "accounts"} == {
        n: account[n] for n in ("app_id", "app_secret", "token", "encoding_aes_key")
    }
    assert (len(account["encoding_aes_key"]), len(WeChat.new_customer())) == (43, 28)
    assert json.dumps(secret)
