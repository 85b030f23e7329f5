"""A button that copies a link to the page with all its settings."""

from collections.abc import Sequence

from lab.components import register

_mount = register("copy_link")


def copy_link() -> None:
    """Show the button. It copies the address bar, which holds all settings of the page."""
    _mount(key="copy_link")
