"""What a Lambda's code can reach, read from the sources: the settings it needs, the calls it makes.

A name that is mentioned counts as used, a class brings all its methods, and what is decorated at a
module's top level (routes, caches) runs with the import. So it errs on the side of too much.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from shared.channels import CHANNELS

ROOT = Path(__file__).parent.parent
_TRANSACTED = {"Put": "put_item", "Update": "update_item", "Delete": "delete_item"}


@dataclass(frozen=True)
class Module:
    name: str
    # Local name → dotted name, of a module or of something in one.
    imports: dict[str, str] = field(default_factory=dict)
    defined: dict[str, ast.AST] = field(default_factory=dict)
    at_import: list[ast.AST] = field(default_factory=list)


@dataclass
class Reached:
    settings: set[str] = field(default_factory=set)
    calls: set[tuple[str, str]] = field(default_factory=set)  # service, operation of its client
    made: set[str] = field(default_factory=set)  # dotted names of what is called, and so made


# What a handler imports by the name of a channel.
_BY_NAME = {
    "functions.sync_templates.sync.lambda_handler": [
        (f"functions.{name}.listing", "listed") for name, row in CHANNELS.items() if row.templates
    ]
}


@cache
def reached(handler: str) -> Reached:
    """Of a dotted handler, e.g. ``functions.sweep.sweep.lambda_handler``."""
    result = Reached()
    module_name, _, function = handler.rpartition(".")
    waiting = [(module_name, function), *_BY_NAME.get(handler, ())]
    seen = set(waiting)
    while waiting:
        name, what = waiting.pop()
        module = read(name)
        trees = [module.defined[what]] if what in module.defined else []
        if not trees and what in module.imports and (owner := _owner(module.imports[what])):
            waiting.append(owner)  # handed on under the same name
        for tree in trees if what else module.at_import:
            _note(module, tree, result)
            result.made |= set(_made(module, tree))
            for node in _used(module, tree):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
    return result


def _used(module: Module, tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Nodes that ``tree`` mentions: (module, name in it), and (module, "") for its import."""
    yield module.name, ""
    for dotted in module.imports.values():
        if (owner := _owner(dotted)) is not None:
            yield owner[0], ""
    for part in ast.walk(tree):
        if isinstance(part, ast.Name) and part.id in module.defined:
            yield module.name, part.id
        elif isinstance(part, ast.Name) and part.id in module.imports:
            if (owner := _owner(module.imports[part.id])) and owner[1]:
                yield owner
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            dotted = module.imports.get(part.value.id, "")
            if (owner := _owner(f"{dotted}.{part.attr}")) and owner[1]:
                yield owner


def _owner(dotted: str) -> tuple[str, str] | None:
    """Our module that ``dotted`` is or is in, and the name within it ("" for the module)."""
    if not dotted.startswith(("functions.", "shared.")):
        return None
    if _path(dotted).exists():
        return dotted, ""
    module, _, name = dotted.rpartition(".")
    return (module, name) if _path(module).exists() else None


def _path(module: str) -> Path:
    file = ROOT / f"{module.replace('.', '/')}.py"
    return file if file.exists() else file.with_suffix("") / "__init__.py"


@cache
def read(name: str) -> Module:
    module = Module(name)
    tree = ast.parse(_path(name).read_text())
    for part in ast.walk(tree):
        if isinstance(part, ast.ImportFrom):
            for alias in part.names:
                module.imports[alias.asname or alias.name] = f"{part.module}.{alias.name}"
        elif isinstance(part, ast.Import):
            for alias in part.names:
                module.imports[alias.asname or alias.name] = alias.name
    for statement in tree.body:
        _file(module, statement)
    return module


def _file(module: Module, statement: ast.stmt) -> None:
    match statement:
        case ast.FunctionDef(name=name, decorator_list=decorators):
            module.defined[name] = statement
            if decorators:
                module.at_import.append(statement)
        case ast.ClassDef(name=name):
            module.defined[name] = statement
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            module.defined[name] = statement
            module.at_import.append(statement)
        case ast.Import() | ast.ImportFrom():
            pass
        case _:
            module.at_import.append(statement)


def _note(module: Module, tree: ast.AST, result: Reached) -> None:
    """Add what ``tree`` itself does with settings and AWS."""
    named = {
        target.id: part.value
        for part in ast.walk(tree)
        if isinstance(part, ast.Assign)
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    for part in ast.walk(tree):
        match part:
            case ast.Attribute(value=value, attr=attr):
                source = named.get(value.id, value) if isinstance(value, ast.Name) else value
                match source:
                    case ast.Call(func=func) if _last(func) == "settings":
                        result.settings.add(attr)
                    case ast.Call(func=func, args=[ast.Constant(value=str(service)), *_]) if (
                        _last(func) == "client"
                    ):
                        result.calls.add((service, attr))
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Call(args=[ast.Constant(value=str(service)), *_]),
                    attr="generate_presigned_url",
                ),
                args=[ast.Constant(value=str(op)), *_],
            ):
                result.calls.add((service, op))  # who follows the link acts in the function's name
            case ast.Call(func=ast.Name(id="call"), args=[ast.Constant(value=str(op)), *_]):
                result.calls.add(("dynamodb", op))
            case ast.Constant(value=str(key)) if module.name == "shared.transactions":
                if key in _TRANSACTED:
                    result.calls.add(("dynamodb", _TRANSACTED[key]))


def _made(module: Module, tree: ast.AST) -> Iterator[str]:
    """What ``tree`` calls under a name that is imported, or by way of an imported module."""
    for part in ast.walk(tree):
        match part:
            case ast.Call(func=ast.Name(id=name)) if name in module.imports:
                yield module.imports[name]
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
                yield f"{module.imports.get(name, name)}.{attr}"


def _last(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
