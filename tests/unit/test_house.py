"""Rules of the house that no page or function would notice being broken."""

import subprocess
import sys


def test_pooling_imports_neither_streamlit_nor_plotly_nor_pillow():
    program = (
        "import sys, pooling\n"
        "found = {'streamlit', 'plotly', 'PIL', 'pandas', 'lab'} & set(sys.modules)\n"
        "sys.exit(f'pooling imports {found}' if found else 0)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
