"""Break one line of the arithmetic, or of a judge, at a time: does a test notice?

    python -m tests.mutation pooling/shift.py   # some minutes; without a file, hours

It prints the changes that no test noticed. Some of them change nothing that can be seen. Each of
the others is a hole in the tests.
"""

import ast
import importlib
import os
import random
import signal
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

EACH, SEED = 12, 1  # changes of each function, at most, and which
NAMES = "geometry layer shift convnet gradient receptive sweep pool2d clip"
UNITS = [f"tests/unit/test_{name}.py" for name in NAMES.split()]
ASKED = ["tests/unit/test_questions.py", "tests/pages/test_check_yourself.py"]
QUESTIONS = "answers question questions one_question by_hand padding shifts sizes nonlinear"
TASKS = ["tests/unit/test_tasks.py", "tests/pages/test_still_a_clown.py"]
TESTS = {
    **{str(file): [str(file), *UNITS] for file in Path("pooling").glob("[a-z]*.py")},
    **{f"lab/check_yourself/{name}.py": ASKED for name in QUESTIONS.split()},
    **{f"lab/{page}/tasks.py": TASKS for page in ("grid_lab", "still_a_clown", "inputs")},
    "lab/still_a_clown/recognised.py": TASKS,
}
PAIRS = "Lt LtE, Gt GtE, Eq NotEq, Is IsNot, In NotIn, And Or, Add Sub, Mult FloorDiv, USub UAdd"
OTHER: dict[type, Any] = {ast.Div: ast.Mult, ast.Mod: ast.Mult}
for left, right in (pair.split() for pair in PAIRS.split(", ")):
    OTHER |= {getattr(ast, left): getattr(ast, right), getattr(ast, right): getattr(ast, left)}
SWAPPED = dict(max="min", min="max", any="all", all="any", maximum="minimum", minimum="maximum")


def changes(node: Any) -> Iterator[tuple[ast.AST, Any, Any, Any]]:
    """Every change to a function's code: near which node, and what is put where."""
    held = vars(node)
    for i, sign in enumerate(held.get("ops", ())):
        yield node, node.ops, i, OTHER[type(sign)]()
    if type(held.get("op")) in OTHER:
        yield node, held, "op", OTHER[type(node.op)]()
    match node:
        case ast.Constant(value=bool()):
            yield node, held, "value", not node.value
        case ast.Constant(value=int() | float()):
            yield from ((node, held, "value", node.value + by) for by in (1, -1))
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in SWAPPED:
            yield node, held, "id" if "id" in held else "attr", SWAPPED[name]
        case ast.If() | ast.IfExp() | ast.While():
            yield node.test, held, "test", ast.UnaryOp(ast.Not(), node.test)
        case ast.UnaryOp(op=ast.Not()):
            yield node, held, "operand", ast.UnaryOp(ast.Not(), node.operand)
    for name, least in (("keywords", 1), ("args", 2)):  # of a call
        if isinstance(node, ast.Call) and len(held[name]) >= least:
            yield node, held, name, held[name][:-1]
    for name in node._fields:
        if name in ("annotation", "returns", "decorator_list") or isinstance(node, ast.JoinedStr):
            continue
        parts = held[name] if isinstance(held[name], list) else [held[name]]
        for i, part in enumerate(parts):
            said = isinstance(part, ast.Expr) and not isinstance(part.value, ast.Constant)
            if said or isinstance(part, (ast.Raise, ast.AugAssign)):
                yield part, parts, i, ast.Pass()
            if isinstance(part, ast.AST):
                yield from changes(part)


def functions(tree: Any, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Functions and methods by name. What is defined inside one of them belongs to it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"{within}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{node.name}.")


def noticed(file: str, tree: ast.Module) -> bool:
    """Run a file's tests in a process of their own, which imports ``tree`` in place of the file."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] != 0
    signal.alarm(90)  # a change that takes longer is noticed
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    module, code = file.removesuffix(".py").replace("/", "."), compile(tree, file, "exec")
    usual: Any = SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, name: code if name == module else usual(self, name)  # type: ignore
    tests = sorted(TESTS[file], key=lambda test: Path(file).stem not in test)  # its own first
    os._exit(pytest.main([*tests, "-xq", "--assert=plain", "-pno:cacheprovider"]))


def main() -> None:
    for slow in ("hypothesis.extra.numpy", "plotly.graph_objects", "streamlit.testing.v1"):
        importlib.import_module(slow)  # once, and not in every child
    settings.register_profile("mutation", deadline=None, database=None, phases=[Phase.generate])
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    for file in sys.argv[1:] or sorted(TESTS):
        tree = ast.parse(Path(file).read_text("utf-8"))
        assert not noticed(file, tree), f"{file}: its tests fail as it is"
        for name, function in functions(tree):
            every, missed = list(changes(function)), 0
            tried = random.Random(f"{SEED} {file} {name}").sample(every, min(EACH, len(every)))
            for where, holder, key, new in tried:
                before = ast.unparse(where)
                old, holder[key] = holder[key], new
                if not noticed(file, ast.fix_missing_locations(tree)):
                    missed += 1
                    after = new if isinstance(new, ast.expr) else where
                    print(f"{file}:{where.lineno} {before} -> {ast.unparse(after)}")
                holder[key] = old
            print(f"{file} {name}: {len(tried)} changes, {len(tried) - missed} noticed", flush=True)


if __name__ == "__main__":
    main()
