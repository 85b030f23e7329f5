"""Rules of the house that no page or function would notice being broken."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from lab.data.uploads import LARGEST_FILE

ROOT = Path(__file__).parents[2]


def test_pooling_imports_neither_streamlit_nor_plotly_nor_pillow():
    program = (
        "import sys, pooling\n"
        "found = {'streamlit', 'plotly', 'PIL', 'pandas', 'lab'} & set(sys.modules)\n"
        "sys.exit(f'pooling imports {found}' if found else 0)"
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
