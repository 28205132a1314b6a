"""The house rules that a program can hold, read from the source with `ast` (STYLE section 1)."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

APPS = ("profiles", "jobs", "matching", "config")  # each may import itself and those before it
EDGES = ("web", "api", "tasks", "admin", "management", "templatetags")
PURE = (("matching", "core"), ("jobs", "eligibility"))
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
DRAWERS = {"common", "utils", "helpers", "services", "managers"}
FRAMEWORK_EDGE = ("django.forms", "django.http", "django.shortcuts", "django.views", "rest_framework")
DOORS = {("profiles", "actors.py"), ("profiles", "access.py")}  # turn a request into an actor, an access into a row


class Module(NamedTuple):
    """One file: `parts` from the root, ("jobs", "web", "public.py")."""

    parts: tuple[str, ...]
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.parts[0]

    @property
    def layer(self) -> str:
        """models, rules or the name of the edge."""
        inner = self.parts[1].removesuffix(".py")
        return inner if inner in (*EDGES, "models", "migrations") else "rules"


def problems(root: Path) -> list[str]:
    """Return one line for each broken rule under `root`, in the order of the files."""
    found, modules = [], list(_modules(root))
    for module in modules:
        where = "/".join(module.parts)
        found += [f"{where}: {what}" for what in _of(module)]
    return found + _pairs(modules)


def _pairs(modules: list[Module]) -> list[str]:
    """Two modules that import each other are one, or want a third."""
    names = {".".join(module.parts).removesuffix(".py"): module for module in modules}
    read = {
        name: {
            known
            for said, _line, _inline in _imports(module)
            for known in (said, said.rpartition(".")[0])
            if known in names
        }
        for name, module in names.items()
    }
    pairs = [(one, other) for one in names for other in read[one] if one < other and one in read[other]]
    return [f"{'/'.join(names[one].parts)}: imports {other}, which imports it" for one, other in sorted(pairs)]


def _modules(root: Path) -> Iterator[Module]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            parts = path.relative_to(root).parts
            if "migrations" not in parts:
                yield Module(parts, ast.parse(path.read_text(encoding="utf-8")))


def _of(module: Module) -> Iterator[str]:
    yield from _drawers(module)
    for name, line, is_inline in _imports(module):
        yield from (f"line {line} {what}" for what in _import_problems(module, name, is_inline))
    if module.layer in EDGES and module.app != "config":
        yield from _writes(module)
    if module.layer == "rules" and module.app != "config" and module.parts not in DOORS:
        yield from _requests(module)


def _drawers(module: Module) -> Iterator[str]:
    if module.parts == ("config", "local", "services.py"):
        return  # the servers that people call services
    if DRAWERS & {part.removesuffix(".py") for part in module.parts} or module.parts[-1] == "signals.py":
        yield "a drawer without a name"


def _imports(module: Module) -> Iterator[tuple[str, int, bool]]:
    """Dotted names imported, with their line, and whether inside a function."""
    inline = {
        id(node)
        for outer in ast.walk(module.tree)
        if isinstance(outer, ast.FunctionDef)
        for node in ast.walk(outer)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno, id(node) in inline) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((f"{node.module}.{name.name}", node.lineno, id(node) in inline) for name in node.names)


def _import_problems(module: Module, name: str, is_inline: bool) -> Iterator[str]:
    top, *rest = name.split(".")
    if any(module.parts[:2] == pure for pure in PURE) and top in ("django", "rest_framework", "celery"):
        yield f"imports {name}: this library knows no framework"
    if module.layer == "rules" and name.startswith(FRAMEWORK_EDGE) and module.app != "config":
        yield f"imports {name}: rules never see requests or forms"
    if top not in APPS:
        return
    if APPS.index(top) > APPS.index(module.app):
        yield f"imports {name}: {module.app} stands below {top}"
    inner = rest[0] if rest else ""
    if module.layer == "models" and inner != "models":
        yield f"imports {name}: models import models alone"
    if module.layer == "models" and is_inline:
        yield f"imports {name} inside a function"
    if module.layer == "rules" and module.app != "config" and inner in EDGES:
        yield f"imports {name}: rules never import an edge"
    if {module.layer, inner} == {"web", "api"}:
        yield f"imports {name}: web and api never import each other"


def _writes(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield f"line {node.lineno} calls .{node.func.attr}(): an edge calls a verb"


def _requests(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and "request" in {
            arg.arg for arg in node.args.args + node.args.kwonlyargs
        }:
            yield f"line {node.lineno} {node.name} takes a request"
