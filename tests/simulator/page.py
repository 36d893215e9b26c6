"""A page for people: what this is, what was sent lately, and a form to write as a customer."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from tests.simulator.journal import Message

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Platform simulator</title>
<style>body {{ font: 16px/1.5 system-ui; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }} td, th {{ text-align: left; padding: .2rem .6rem;
border-bottom: 1px solid #ddd; overflow-wrap: anywhere }}</style></head><body>
<h1>Platform simulator</h1>
<p>Stands in for the servers of: {channels}. Nothing here reaches a real customer.</p>
<form id="say"><label>Channel <select name="channel">{choices}</select></label>
<label>From <input name="from" value="34600111222" required></label>
<label>Text <input name="text" required></label> <button>Say</button>
<output></output></form>
<h2>Messages the platforms accepted</h2>
<table><tr><th>Time</th><th>Channel</th><th>To</th><th>Type</th><th>Statuses</th></tr>{messages}
</table>
<h2>Requests they took</h2>
<table><tr><th>Time</th><th>Channel</th><th>Request</th><th>Answer</th><th>Fault</th></tr>{sent}
</table>
<script>
document.getElementById("say").addEventListener("submit", async (event) => {{
  event.preventDefault();
  const {{channel, ...said}} = Object.fromEntries(new FormData(event.target));
  const answer = await fetch(`/${{channel}}/say`, {{method: "POST", body: JSON.stringify(said)}});
  const result = await answer.json();
  event.target.querySelector("output").textContent =
    result.answer ? `our webhook answered ${{result.answer.status}}` : result.error;
}});
</script></body></html>"""


def render(
    channels: Iterable[str], messages: list[Message], sent: Sequence[Mapping[str, Any]]
) -> str:
    """The newest twenty of each, newest first."""
    names = list(channels)
    return _PAGE.format(
        channels=escape(", ".join(names)) or "nobody",
        choices="".join(f"<option>{escape(name)}</option>" for name in names),
        messages="".join(
            _row(m.time, m.channel, m.to, m.type, " ".join(m.statuses)) for m in messages[:-21:-1]
        ),
        sent="".join(
            _row(s["time"], s["channel"], f"{s['method']} {s['path']}", s["status"], s["fault"])
            for s in sent[:-21:-1]
        ),
    )


def _row(*cells: object) -> str:
    shown = ("" if cell is None else escape(str(cell)) for cell in cells)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in shown) + "</tr>"
