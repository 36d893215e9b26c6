"""Which addresses make Twilio try again.

Cases of https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

import pytest

from functions.sms.retries import carried, mended

URL = "https://messages.example.com/webhooks/sms/main"


@pytest.mark.parametrize(
    "fragment", ["rc=1&rp=5xx", "rc=5&rp=all", "rp=all", "rp=4xx,5xx,ct", "ct=100&rc=2&rp=rt,5xx"]
)
def test_what_we_could_not_take_comes_again(fragment: str) -> None:
    assert carried(f"{URL}#{fragment}")


@pytest.mark.parametrize("fragment", ["", "rc=5", "rc=0&rp=all", "rp=ct", "rp=4xx", "rc=x&rp=all"])
def test_what_twilio_does_by_itself_is_not_enough(fragment: str) -> None:
    assert not carried(f"{URL}#{fragment}")


def test_the_mended_address_is_one_that_makes_it_try_again() -> None:
    assert carried(mended(URL))
    assert mended(URL).partition("#")[0] == URL
