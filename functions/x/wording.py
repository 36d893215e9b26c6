"""The text of a message as its author wrote it, before X put its own links and escapes into it."""

from typing import Final

from shared.intake.fields import Fields, objects, text

# X writes these three for the characters they stand for, the ampersand last to be undone:
# https://docs.x.com/x-api/fundamentals/data-dictionary (read 2026-11-22).
_ESCAPED: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def words(data: Fields, attachment: Fields) -> str:
    """``message_data.text`` with whole links, and without the one that stands for the file."""
    said, entities = text(data, "text"), data.get("entities")
    media = attachment.get("media")
    if isinstance(media, dict) and (link := text(media, "url")):
        said = said.replace(link, "").strip()
    for url in objects(entities, "urls") if isinstance(entities, dict) else []:
        short, whole = text(url, "url"), text(url, "expanded_url")
        if short and whole:
            said = said.replace(short, whole.replace("&", "&amp;"))
    for written, meant in _ESCAPED:
        said = said.replace(written, meant)
    return said
