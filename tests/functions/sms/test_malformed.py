"""However a form is mutilated, reading it raises nothing but ValueError and loses nothing."""

import json
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from functions.sms.parse import parse
from functions.sms.surroundings import ACCOUNT, MESSAGE, SEGMENTS
from shared.intake import items
from shared.messages import Noted, Parsed, Said
from tests.events import load, names
from tests.functions.sms import calls
from tests.malformed import times

AROUND = [(ACCOUNT, calls.NUMBER), (MESSAGE, calls.OURS), (SEGMENTS, "1")]
FORMS = [
    [*AROUND, *calls.pairs_of(calls.request(load("sms", name)).body)]
    for name in names("sms")
    if name != "json_body"
]
ODD = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["-1", "10" * 9, "٣", "SM1", "read", "STOP", "whatsapp:+1", "image/png", " "]),
)


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    pairs = list(draw(st.sampled_from(FORMS)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(pairs) - 1))
        name, value = pairs[place]
        match draw(st.sampled_from(["drop", "value", "name", "again", "cut"])):
            case "drop" if len(pairs) > 1:
                del pairs[place]
            case "value":
                pairs[place] = name, draw(ODD)
            case "name":
                pairs[place] = draw(ODD), value
            case "again":
                pairs.insert(draw(st.integers(0, len(pairs))), (name, draw(ODD)))
            case _:
                pairs[place] = name, value[: draw(st.integers(0, len(value)))]
    body = urlencode(pairs, errors="surrogatepass").encode()
    end = draw(st.integers(0, len(body)))
    return body if draw(st.booleans()) else body[:end] + draw(st.binary(max_size=3)) + body[end:]


def parsed(body: bytes) -> list[Parsed]:
    try:
        return parse(body)
    except ValueError as error:
        assert not isinstance(error, UnicodeError)
        return []


@times(1000)
@given(mutilated())
def test_a_mutilated_form_is_read_or_refused(body: bytes) -> None:
    for item in parsed(body):
        well_formed(item)


@times(200)
@given(st.binary(max_size=60))
def test_any_bytes_at_all_are_read_or_refused(body: bytes) -> None:
    for item in parsed(body):
        well_formed(item)


def well_formed(found: Parsed) -> None:
    """What is stored of it has the types the table needs."""
    place = {"id_key": b"k", "account": "main", "channel": "sms", "received_at": 1767225600000}
    assert isinstance(found, Said | Noted)
    assert found.account_ref
    assert found.identity
    if isinstance(found, Noted):
        made = items.noted_item(found, **place)  # type: ignore[arg-type]
    else:
        made = items.said_item(found, **place)  # type: ignore[arg-type]
    assert json.dumps(made, allow_nan=False, ensure_ascii=False).encode()
