"""A button that copies the link to exactly what is on the screen."""

from lab.components import register

_mount = register("copy_link")


def copy_link() -> None:
    """Show the button; the address bar holds all that shapes the page."""
    _mount(key="copy_link")
