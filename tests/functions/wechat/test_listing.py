"""The templates that WeChat lists for an account."""

import pytest

from functions.wechat.listing import listed
from shared.errors import CredentialsRejected
from tests.functions.wechat.conftest import WeChat
from tests.functions.wechat.signing import PLAIN


def test_keywords_are_slots_in_their_order(wechat: WeChat) -> None:
    (answer, parcel) = listed(PLAIN)["main"]
    assert (answer.name, answer.slots) == ("客服回复提醒", ["thing1"])
    assert (parcel.name, parcel.slots) == ("订单发货提醒", ["character_string2", "thing4"])
    assert (parcel.language, parcel.category, parcel.status) == ("zh_CN", "UTILITY", "APPROVED")
    assert parcel.ref == "VEcvuxxYlvSnrHCPUXGFaX1xhGqTdQtAaWqTwMyFTJ0"


def test_an_account_that_is_granted_none_has_none(wechat: WeChat) -> None:
    wechat.platform.console["templates"] = "not granted"
    assert listed(PLAIN) == {}


def test_any_other_refusal_is_told(wechat: WeChat) -> None:
    with pytest.raises(CredentialsRejected):
        listed({**PLAIN, "app_secret": "another"})
