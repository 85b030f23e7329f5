"""A page of the app, run in this process without a browser (Streamlit's AppTest)."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]


def open_page(stem: str = "", unfold: str = "", **address: str) -> AppTest:
    """Run a page once, as a link opens it.

    ``open_page("grid_lab", right="1")`` opens ``/grid_lab?right=1``. ``unfold`` names a folded
    section, by its key, to open first.
    """
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
