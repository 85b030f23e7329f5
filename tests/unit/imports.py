"""Who imports whom: read from the source, without running it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ORDER = (
    "pooling",
    "data",
    "words code",
    "draw",
    "components",
    "page",
    "inputs",
    "PAGES",
    "SCRIPTS",
)
BESIDE_DATA = "server"


def modules(root: Path) -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    files = [root / "app.py", *root.glob("pages/*.py"), *root.glob("pooling/*.py")]
    files += root.glob("lab/**/*.py")
    named = {file.relative_to(root).with_suffix("").as_posix(): file for file in files}
    return {name.removesuffix("/__init__").replace("/", "."): file for name, file in named.items()}


def imports(file: Path, known: dict[str, Path]) -> Iterator[str]:
    """The product's modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            found = [name for name in inner if name in known]
            yield from found or ([node.module] if node.module in known else [])


def room(name: str) -> str:
    """The folder that a module belongs to: "draw", or "grid_lab", or "SCRIPTS"."""
    first, *rest = name.split(".")
    if first in ("app", "pages"):
        return "SCRIPTS"
    return rest[0] if first == "lab" and rest else first


def height(name: str) -> int:
    """How far up its folder stands."""
    place = room(name)
    if place == BESIDE_DATA:
        return ORDER.index("data")
    for i, level in enumerate(ORDER):
        if place in level.split():
            return i
    return ORDER.index("PAGES")


def upward(root: Path) -> list[str]:
    """The imports that the house forbids, as "importer imports imported"."""
    known = modules(root)
    found = []
    for name, file in known.items():
        for other in imports(file, known):
            same = room(name) == room(other)
            sideways = height(name) == height(other) and not same
            tests_all = room(name) == "check_yourself" and height(other) == height(name)
            if height(other) > height(name) or (sideways and not tests_all):
                found.append(f"{name} imports {other}")
    return found


def circles(root: Path) -> list[str]:
    """The modules that import themselves by way of others."""
    known = modules(root)
    graph = {name: set(imports(file, known)) - {name} for name, file in known.items()}
    while leaves := [name for name, others in graph.items() if not others]:
        for leaf in leaves:
            del graph[leaf]
        for others in graph.values():
            others.difference_update(leaves)
    return sorted(graph)
