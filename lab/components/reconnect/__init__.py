"""Asks for the page again when the line was cut, with what was changed meanwhile.

Streamlit's frontend reconnects by itself, but asks for no run if the last one was a whole page:
what was changed meanwhile would be lost, and on a server that does not know the session, which
ignores every fragment's control, the page would be dead.
"""

from lab.components import register

_mount = register("reconnect")


def reconnect() -> None:
    """Stand outside every fragment, so that the whole page runs again."""
    _mount(key="reconnect", height=1, on_back_change=lambda: None)
