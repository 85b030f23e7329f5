"""How the tests are kept: in two lanes, and with what they share in modules of its own."""

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
QUICK = ("unit", "pages")  # folders whose tests always run
WALKS = TESTS / "browser" / "test_walks.py"  # one walk through each page in a browser


def test_no_test_module_imports_another():
    """What two of them need has a module without ``test_`` in its name."""
    for file in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(alias.name for alias in node.names)]
            parts = [part for name in names for part in name.split(".")]
            assert not any(part.startswith("test_") for part in parts), file


def test_what_takes_long_is_marked_slow():
    for file in TESTS.rglob("test_*.py"):
        folder = file.relative_to(TESTS).parts[0]
        if folder == "bench":  # runs when it is asked for by name
            continue
        assert is_slow(ast.parse(file.read_text("utf-8"))) == (
            folder not in QUICK and file != WALKS
        ), file


def is_slow(module: ast.Module) -> bool:
    """Whether all of a module's tests are marked."""
    marks = [node.value for node in module.body if isinstance(node, ast.Assign)]
    return any(ast.unparse(mark) == "pytest.mark.slow" for mark in marks)
