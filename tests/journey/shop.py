"""A site with the chat button on it, as one person's browser shows it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.journey.local_stack import LocalStack
from tests.journey.tab import Tab

# Newer browsers ask before a site may reach this machine; AWS is not on it.
_ALLOWED = ["local-network-access"]
_DEADLINE_MS = 30_000
_PAGE = """<!doctype html><html lang="{lang}"><title>Shop</title>
<meta name="viewport" content="width=device-width"><h1>Shop</h1>
<a href="#goods">Goods</a><script async src="{button}?lang={lang}"></script>"""


class Visitor:
    """A browser with a storage of its own; all its tabs share that."""

    def __init__(self, browser: Browser, stack: LocalStack, **options: Any) -> None:
        described = stack.client.stack
        self._site = str(described["accounts"]["webchat"]["origins"][0])
        self._button = f"{described['webhook_url']}/webchat/main/widget.js"
        self.context: BrowserContext = browser.new_context(permissions=_ALLOWED, **options)
        self.context.set_default_timeout(_DEADLINE_MS)
        expect.set_options(timeout=_DEADLINE_MS)
        self.context.route(f"{self._site}/**", self._answer)

    def visit(self, lang: str = "en") -> Tab:
        tab = Tab(self.context.new_page())
        tab.page.goto(f"{self._site}/{lang}")
        tab.button.wait_for()
        return tab

    def come_by(self, code: str) -> Tab:
        """By a link with ``code``, which opens the chat."""
        tab = Tab(self.context.new_page())
        tab.page.goto(f"{self._site}/en?threadline={code}")
        tab.field.wait_for()
        return tab

    def _answer(self, route: Route) -> None:
        lang = urlsplit(route.request.url).path.removeprefix("/")
        route.fulfill(content_type="text/html", body=_PAGE.format(lang=lang, button=self._button))


Arrive = Callable[..., Visitor]  # somebody new, with a browser of the options given
