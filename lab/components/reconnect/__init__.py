"""A component that runs the page again after the connection was lost.

Streamlit reconnects by itself. But if the last run was of the whole page, it does not ask for a new
run. Changes that the learner made meanwhile would be lost. Also, a server that does not know the
session ignores every control in a fragment. Then the page would no longer react.
"""

from lab.components import register

_mount = register("reconnect")


def reconnect() -> None:
    """Mount the component. Call it outside every fragment, so that the whole page runs again."""
    _mount(key="reconnect", height=1, on_back_change=lambda: None)
