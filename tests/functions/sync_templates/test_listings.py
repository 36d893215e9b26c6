"""Who can tell its templates."""

from importlib.util import find_spec

from functions.sync_templates import listings
from shared.channels import CHANNELS

TEMPLATED = [row.name for row in CHANNELS.values() if row.templates]


def test_only_channels_with_templates_have_a_listing() -> None:
    has = {name for name in CHANNELS if find_spec(f"functions.{name}.listing")}
    assert has == set(TEMPLATED)
    assert all(callable(listings.of(name).listed) for name in has)
