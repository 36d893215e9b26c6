"""What short answers in people's own words to "Does that answer your question?" lean to."""

import pytest

from shared.configuration import Configuration
from shared.planning.leaning import leaning
from shared.planning.places import Place
from shared.planning.sight import Sight
from tests import log
from tests.functions.orchestrate import menus

NOW = 1_767_225_600_000
AT_SOLVED = Place(reply="solved", step="start", episode=1, at=NOW)


def leans(*texts: str, place: Place = AT_SOLVED, **fields: str) -> str:
    said = [log.inbound(f"r{n}", NOW + n, text=text, **fields) for n, text in enumerate(texts)]
    configuration: Configuration = menus.configured()
    found = leaning(Sight({}, said, configuration, NOW, True), place, said)
    return found.choice if found else ""


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Thanks a lot",
            "Yes!",
            "yes please",
            "no thanks, that's all",
            "👍🏽",
            "👍👍",
            "OK, no problem",
        ),
        *("¡Muchas gracias!", "No, gracias", "Sí, perfecto", "Oui c'est parfait, merci"),
        *("Non, merci", "Ja, vielen Dank", "Nein danke", "Va bene, grazie mille", "Sim, obrigado"),
        *("Não, obrigada", "Nee, dank je wel", "Yes, solved"),
    ],
)
def test_thanks_and_yes_are_solved(text: str) -> None:
    assert leans(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        *("No, I need a person", "agent please", "not really", "nope", "No, that did not help"),
        *("No, necesito una persona", "un agente, por favor", "Non, pas vraiment"),
        *("Nein, leider nicht", "einen Menschen bitte", "un operatore per favore", "Não ajudou"),
        *("Nee, dat klopt niet", "talk to a person please"),
    ],
)
def test_no_and_a_person_are_not(text: str) -> None:
    assert leans(text) == "person"


@pytest.mark.parametrize(
    "text",
    [
        *("Thanks, but I need a person", "Yes, but no", "Yes, and the parking?", "OK\uff1f"),
        *("my parcel is late", "I said no", "", "!", "nothing", "yesterday"),
        "No, I have got another question now",
    ],
)
def test_what_says_both_or_asks_or_begins_otherwise_or_is_long_is_a_new_request(text: str) -> None:
    assert leans(text) == ""


def test_the_newest_that_tells_counts() -> None:
    assert leans("thanks", "no, wait", "hm") == "person"


def test_it_counts_only_there_and_in_time_and_in_words() -> None:
    assert leans("thanks", place=Place(reply="menu", step="start", episode=1, at=NOW)) == ""
    late = Place(reply="solved", step="start", episode=1, at=NOW - 8 * 86_400_000)
    assert leans("thanks", place=late) == ""
    assert leans("👍", type="reaction") == ""
