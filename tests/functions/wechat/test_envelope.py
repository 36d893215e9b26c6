"""What is sealed opens with its key for its account, by the platform's published examples."""

import base64

import pytest

from functions.wechat.envelope import opened
from tests.functions.wechat.signing import APP_ID, KEY
from tests.simulator.wechat_sealing import sealed

# From the page on message encryption: padding of 19 bytes, more than a block of the cipher.
DEBUG_KEY, DEBUG_APP = "A" * 43, "wxba5fad812f8e6fb9"
DEBUG_SEALED = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZq"
    "zDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pe"
    "de2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebu"
    "fAlr7F9mFUPAJGj04="
)
DEBUG_PACKET = (
    b'{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY",'
    b'"CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}'
)
GOOD_LUCK = (
    "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="
)
# Of the official Java demo.
DEMO = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="


@pytest.mark.parametrize(
    ("whole", "key", "app_id", "packet"),
    [
        (DEBUG_SEALED, DEBUG_KEY, DEBUG_APP, DEBUG_PACKET),
        (GOOD_LUCK, DEBUG_KEY, DEBUG_APP, b'{"demo_resp":"good luck"}'),
        (DEMO, KEY, APP_ID, "我是中文abcd123".encode()),
    ],
    ids=["debug_demo", "good luck", "Java demo"],
)
def test_what_the_platform_published_opens(
    whole: str, key: str, app_id: str, packet: bytes
) -> None:
    assert opened(whole, key, app_id) == packet


def test_the_simulator_seals_as_the_platform_does() -> None:
    assert sealed("我是中文abcd123".encode(), KEY, APP_ID, b"aaaabbbbccccdddd") == DEMO
    sealed_reply = sealed(b'{"demo_resp":"good luck"}', DEBUG_KEY, DEBUG_APP, b"707722b803182950")
    assert sealed_reply == GOOD_LUCK


@pytest.mark.parametrize("size", range(70))
def test_every_length_has_its_padding(size: int) -> None:
    packet = b"x" * size
    assert opened(sealed(packet, KEY, APP_ID), KEY, APP_ID) == packet


@pytest.mark.parametrize(
    ("whole", "key", "app_id"),
    [
        (DEMO, DEBUG_KEY, APP_ID),
        (DEMO, KEY, DEBUG_APP),
        (DEMO, KEY, APP_ID[:-1]),
        (DEMO, KEY, APP_ID + "0"),
        (DEMO, KEY[:-1], APP_ID),
        (DEMO, "", APP_ID),
        (DEMO, "ключ" * 11, APP_ID),
        (DEMO[:-4], KEY, APP_ID),
        (DEMO[:64], KEY, APP_ID),
        (DEMO.lower(), KEY, APP_ID),
        ("", KEY, APP_ID),
        ("AAAA", KEY, APP_ID),
        ("not base64!", KEY, APP_ID),
        (DEMO.replace("j", "é"), KEY, APP_ID),
    ],
)
def test_what_is_not_ours_stays_closed(whole: str, key: str, app_id: str) -> None:
    assert opened(whole, key, app_id) is None


def test_a_length_that_leads_outside_opens_nothing() -> None:
    assert opened(_claiming(19), KEY, APP_ID) == "我是中文abcd123".encode()
    for claimed in (0, 18, 20, 37, 2**32 - 1):
        assert opened(_claiming(claimed), KEY, APP_ID) is None


def _claiming(size: int) -> str:
    """The same, but for the length that it claims: CBC lets one block's bits be turned."""
    whole = bytearray(base64.b64decode(DEMO))
    for at, (was, wanted) in enumerate(zip((19).to_bytes(4), size.to_bytes(4), strict=True)):
        whole[at] ^= was ^ wanted
    return base64.b64encode(bytes(whole)).decode()
