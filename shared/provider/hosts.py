"""Where platforms are: at their own addresses, unless all of them have one stand-in."""

from shared.settings import settings


def host(own: str) -> str:
    """``own``, e.g. ``https://graph.facebook.com``, or the stand-in of this deployment."""
    return settings().provider_url or own


def confidential(link: object) -> bool:
    """Whether a secret may be sent along ``link``: nobody listens to https, or to the stand-in."""
    stand_in = settings().provider_url
    if not isinstance(link, str):
        return False
    return link.startswith("https://") or bool(stand_in and link.startswith(f"{stand_in}/"))
