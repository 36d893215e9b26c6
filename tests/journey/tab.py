"""One page of a site with the chat button; its parts are found as a screen reader finds them."""

from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Request


class Tab:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []  # what the button asked for, e.g. ``POST messages``
        self.sockets: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._note)
        page.on("websocket", lambda socket: self.sockets.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)

    @property
    def button(self) -> Locator:
        """What opens the chat; there while the chat is closed."""
        return self.page.locator("threadline-chat button[aria-expanded]")

    @property
    def chat(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def field(self) -> Locator:
        return self.chat.get_by_role("textbox")

    @property
    def log(self) -> Locator:
        return self.chat.get_by_role("log")

    def open(self) -> None:
        self.button.click()
        self.field.wait_for()

    def open_and_listen(self) -> None:
        """Open it, and wait until it is pushed what is new; it asks once more when it is."""
        with self.page.expect_response(lambda one: bool(self.sockets) and "?since=" in one.url):
            self.open()

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.page.keyboard.press("Enter")

    def shown(self, text: str) -> Locator:
        """The messages of the log that hold ``text``."""
        return self.log.locator("> *").filter(has_text=text)

    def conversation(self) -> str:
        """Its id, which the button keeps for all tabs once there is a session."""
        kept = "JSON.parse(Object.values(localStorage)[0] || '{}').conversation"
        return str(self.page.wait_for_function(kept).json_value())

    def box(self, part: Locator) -> dict[str, float]:
        """Where ``part`` is: x, y, width, height."""
        found = part.bounding_box()
        assert found
        return {
            "x": found["x"],
            "y": found["y"],
            "width": found["width"],
            "height": found["height"],
        }

    def described(self, role: str, name: str) -> dict[str, Any]:
        """The properties of the one part with this role and name in the accessibility tree."""
        devtools = self.page.context.new_cdp_session(self.page)
        nodes = devtools.send("Accessibility.getFullAXTree")["nodes"]
        devtools.detach()
        (found,) = [
            node
            for node in nodes
            if not node["ignored"]
            and (node["role"]["value"], node["name"]["value"]) == (role, name)
        ]
        properties = {one["name"]: one["value"]["value"] for one in found["properties"]}
        return {name: value for name, value in properties.items() if name != "invalid"}

    def listen(self) -> None:
        """From now on note what is added to the log: what a screen reader reads aloud."""
        self.log.evaluate(
            """log => {
                window.heard = [];
                new MutationObserver(changes => changes.forEach(change =>
                    change.addedNodes.forEach(node => window.heard.push(node.textContent))))
                    .observe(log, {childList: true, subtree: true, characterData: true});
            }"""
        )

    def heard(self) -> list[str]:
        return list(self.page.evaluate("window.heard"))

    def in_focus(self) -> str:
        """The name of what has the focus, or its text where it needs none."""
        return str(
            self.page.evaluate(
                """() => {
                    let one = document.activeElement;
                    while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
                    return one.ariaLabel || one.textContent;
                }"""
            )
        )

    def _note(self, request: Request) -> None:
        _, ours, what = request.url.partition("/webchat/main/")
        if ours:
            self.asked.append(f"{request.method} {what.partition('?')[0]}")

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.errors.append(said.text)
