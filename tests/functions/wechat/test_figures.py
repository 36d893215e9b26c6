"""Numbers are read exactly, whether they came as text or not."""

from typing import Any

import pytest

from functions.wechat.figures import decimal, digits, moment
from shared.intake.fields import Unfit


@pytest.mark.parametrize("given", [24500000000000001, "24500000000000001"])
def test_an_id_of_64_bits_loses_nothing(given: Any) -> None:
    assert digits({"MsgId": given}, "MsgId") == "24500000000000001"
    assert digits({"MsgId": 2**63 - 1}, "MsgId") == "9223372036854775807"


@pytest.mark.parametrize(
    "given", [None, "", "1.0", 1.0, True, -1, "-1", "1" * 21, 10**20, "\u0661", [1]]
)
def test_what_is_no_whole_number_is_unfit(given: Any) -> None:
    with pytest.raises(Unfit):
        digits({"MsgId": given}, "MsgId")


@pytest.mark.parametrize("given", [1764000000, "1764000000"])
def test_times_are_seconds(given: Any) -> None:
    assert moment({"CreateTime": given}) == 1764000000000


@pytest.mark.parametrize("given", [None, 0, "0", 1764000000000, "0764000000", 176400000])
def test_what_is_no_time_of_our_days_is_unfit(given: Any) -> None:
    with pytest.raises(Unfit):
        moment({"CreateTime": given})


@pytest.mark.parametrize("given", ["23.134521", 23.134521])
def test_fractions_are_read(given: Any) -> None:
    assert decimal({"Location_X": given}, "Location_X") == 23.134521


@pytest.mark.parametrize("given", [None, "", "north", "nan", "inf", True, [], {}, 10**400])
def test_what_is_no_number_is_unfit(given: Any) -> None:
    with pytest.raises(Unfit):
        decimal({"Location_X": given}, "Location_X")
