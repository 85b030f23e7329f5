"""AppTest runs a page in this process, without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """open_page("grid_lab", right="1") -> the page, run once, as a link with ?right=1 opens it.

    ``unfold`` names a folded section, by its key, to open first.
    """

    def open_one(stem: str = "", unfold: str = "", **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        if stem:
            app.switch_page(f"pages/{stem}.py")
        for name, text in address.items():
            app.query_params[name] = text
        if unfold:
            app.session_state[unfold] = True
        app.run()
        assert not app.exception
        return app

    return open_one
