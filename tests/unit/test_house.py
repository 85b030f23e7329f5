"""Rules of the house that no page or function would notice being broken."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lab.data.uploads import LARGEST_FILE
from tests.unit.imports import circles, upward

ROOT = Path(__file__).parents[2]


def test_pooling_imports_neither_streamlit_nor_plotly_nor_pillow():
    program = (
        "import sys, pooling\n"
        "found = {'streamlit', 'plotly', 'PIL', 'pandas', 'lab'} & set(sys.modules)\n"
        "sys.exit(f'pooling imports {found}' if found else 0)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_imports_go_down_only_and_never_in_a_circle():
    assert upward(ROOT) == []
    assert circles(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("lab/draw/colours.py", "from lab.page import address"),
        ("lab/words/numbers.py", "import lab.code.layers"),
        ("lab/grid_lab/words.py", "from lab.image_lab.words import CHANCE"),
        ("pooling/layer.py", "def f():\n    from lab.data.cells import plain"),
    ],
)
def test_an_import_that_the_house_forbids_is_found(tmp_path, file, line):
    for source in ("lab", "pages", "pooling"):
        shutil.copytree(ROOT / source, tmp_path / source)
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / file).write_text(f"{(tmp_path / file).read_text('utf-8')}\n{line}\n", "utf-8")
    (found,) = upward(tmp_path)
    assert found.startswith(file.removesuffix(".py").replace("/", "."))


def test_what_draws_and_words_need_no_streamlit():
    """A reader may use them alone; a page imports them, never the other way round."""
    rooms = [ROOT / "lab" / room for room in ("draw", "words", "code", "data")]
    names = [
        file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for room in rooms
        for file in room.glob("*.py")
    ]
    assert len(names) > 15
    program = (
        f"import sys, {', '.join(names)}\n"
        "sys.exit('streamlit is loaded' if 'streamlit' in sys.modules else 0)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_server_guards_its_learners():
    """Nothing is told to Streamlit's makers, no error shows its insides, no form is forged."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"]["maxUploadSize"] * 2**20 == LARGEST_FILE


def test_no_script_or_style_names_another_host():
    files = [*(ROOT / "lab").rglob("*.js"), *(ROOT / "lab").rglob("*.css")]
    assert files
    for file in files:
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")  # a name
        assert "://" not in text, file


def test_the_package_has_no_matrix_products():
    """NumPy runs the large ones on threads that go on waiting, awake: on a class's server, too."""
    for file in (ROOT / "pooling").glob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        products = [n for n in ast.walk(tree) if isinstance(n, ast.MatMult)]
        called = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        assert not products, file
        assert not called & {"dot", "matmul", "tensordot", "inner", "linalg"}, file
        names = {
            keyword.arg for n in ast.walk(tree) if isinstance(n, ast.Call) for keyword in n.keywords
        }
        assert "optimize" not in names, file  # np.einsum would hand its work to a matrix product


def test_what_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text("utf-8")
    named = re.findall(r"`((?:lab|pages|pooling|tests|deploy|assets)/[\w./]*)`", text)
    there = [path for path in named if "my_page" not in path]
    assert len(there) > 10
    assert [path for path in there if not (ROOT / path).exists()] == []
