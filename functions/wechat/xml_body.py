"""The XML of WeChat's packets, and of nothing worse: no document type, so no entities."""

from typing import Any, Final, NoReturn
from xml.parsers import expat

_DEEPEST: Final = 8  # the deepest packet known, photos sent from a menu, has five levels

Fields = dict[str, Any]


def read(body: bytes) -> Fields:
    """The fields of ``<xml>``: texts, fields of fields, or lists where a name is repeated.

    Raises ValueError, and nothing else, if it is not such XML in UTF-8.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    try:
        # A text has no encoding: what the document says of its own could hide what is in it.
        parser.Parse(body.decode(), True)
    except expat.ExpatError as error:
        raise ValueError("not XML") from error
    return reader.fields()


def _refuse(*_: Any) -> NoReturn:
    raise ValueError("a document type")


class _Reader:
    def __init__(self) -> None:
        self._root: Fields = {}
        self._open: list[tuple[str, Fields, list[str]]] = [("", self._root, [])]

    def start(self, name: str, attributes: object) -> None:
        if len(self._open) > _DEEPEST:
            raise ValueError("nested too deeply")
        self._open.append((name, {}, []))

    def words(self, said: str) -> None:
        self._open[-1][2].append(said)

    def end(self, name: str) -> None:
        _, inner, said = self._open.pop()
        value = inner or "".join(said)
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    def fields(self) -> Fields:
        packet = self._root.get("xml")
        if not isinstance(packet, dict):
            raise ValueError("no packet")
        return packet
