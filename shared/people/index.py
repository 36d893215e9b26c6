"""The index of facts: which contacts have the same one, and whose name begins how.

Facts are personal, so keys hold HMACs of them. A name has an entry for each of its first words,
whose key spells it letter by letter: a hash of each beginning, one after the other. So names that
begin alike lie side by side, and one entry serves every length of what is looked for.
"""

from collections.abc import Callable, Iterable
from typing import Final, Literal

from shared import credentials, table
from shared.ids import digest
from shared.people.facts import Fact
from shared.people.persons import Person
from shared.table import Action, Item

Source = Literal["platform", "agent"]
SHORTEST: Final = 2  # letters of a name that can be looked for
_SPELLED: Final = 12  # letters; of longer ones the rest is compared
_LETTERS_OF_A_HASH: Final = 4  # of 5 bits: what lies beside it by chance is told by the name
_WORDS: Final = 3  # of a name that it is found by
_WRITTEN: Final = "#agent"
_FIRST, _LAST = "!", "~"
_LOOKED_AT: Final = 100  # names that begin alike


def entries(fact: Fact, contact: str, source: Source) -> list[Item]:
    """The items that say that ``contact`` has ``fact``."""
    of = f"{contact}{_WRITTEN if source == 'agent' else ''}"
    if fact.kind != "name":
        return [{"pk": _pk(fact), "sk": of, "kind": "fact", "contact": contact, "source": source}]
    words = fact.value.split(" ")
    tails = [" ".join(words[start:]) for start in range(min(_WORDS, len(words)))]
    return [
        {
            "pk": _name_pk(tail),
            "sk": f"{_spelled(tail)}#{of}",
            "kind": "fact",
            "contact": contact,
            "source": source,
            "name": fact.value,
        }
        for tail in tails
        if len(tail) >= SHORTEST
    ]


def note(new: Iterable[Fact], gone: Iterable[Fact], contact: str, source: Source) -> None:
    """Write ``new`` facts and remove those that are ``gone``. The same again changes nothing."""
    puts, removed = _changes(new, gone, contact, source)
    for item in puts:
        table.put(item)
    for pk, sk in removed:
        table.delete(pk, sk)


def noting(new: Iterable[Fact], gone: Iterable[Fact], contact: str, source: Source) -> list[Action]:
    """The same as actions of ``transact``."""
    puts, removed = _changes(new, gone, contact, source)
    return [
        *(table.putting(item, if_absent=False) for item in puts),
        *(table.deleting(pk, sk, None, {}) for pk, sk in removed),
    ]


def _changes(
    new: Iterable[Fact], gone: Iterable[Fact], contact: str, source: Source
) -> tuple[list[Item], list[tuple[str, str]]]:
    """Each key once: of names that begin alike, entries may lie at the same one."""
    puts = _by_key(item for fact in new for item in entries(fact, contact, source))
    old = _by_key(item for fact in gone for item in entries(fact, contact, source))
    return list(puts.values()), [key for key in old if key not in puts]


def _by_key(items: Iterable[Item]) -> dict[tuple[str, str], Item]:
    return {(item["pk"], item["sk"]): item for item in items}


def holders(fact: Fact, limit: int, after: str | None = None) -> list[Item]:
    """Up to ``limit`` entries of contacts that have ``fact``, each with ``contact`` and ``source``,
    behind the key ``after``."""
    if fact.kind == "name":
        alike = begins(fact.value, after, _LOOKED_AT)
        return [item for item in alike if item["name"] == fact.value][:limit]
    low = f"{after}\0" if after else _FIRST
    return list(table.query(_pk(fact), low, _LAST, limit=limit))


def begins(words: str, after: str | None, limit: int) -> list[Item]:
    """Up to ``limit`` entries of names of which some word may begin with ``words`` (the value of a
    fact), behind the key ``after``. ``fits`` tells which do."""
    spelled = _spelled(words)
    low = f"{after}\0" if after else spelled or _FIRST
    return list(table.query(_name_pk(words), low, f"{spelled}{_LAST}", limit=limit))


def fits(item: Item, words: str) -> bool:
    """Whether the entry lies there because of its name, and not by chance."""
    return f" {words}" in f" {item['name']}"


def tells(entry: Item, person: Person, sees: Callable[[str], bool]) -> bool:
    """Whether who ``sees`` only some channels may know of ``entry``, by which ``person`` was found:
    what a platform says is its channel's, what an agent wrote is the person's."""
    if entry["source"] == "agent":
        return True
    return sees(person.read[entry["contact"]]["channel"])


def _pk(fact: Fact) -> str:
    return f"F#{digest('fact', fact.kind, fact.value, key=credentials.id_key())}"


def _name_pk(words: str) -> str:
    return f"F#name#{digest('name', words[:SHORTEST], key=credentials.id_key())}"


def _spelled(words: str) -> str:
    key = credentials.id_key()
    lengths = range(SHORTEST + 1, min(len(words), _SPELLED) + 1)
    return "".join(digest("name", words[:n], key=key)[:_LETTERS_OF_A_HASH] for n in lengths)
