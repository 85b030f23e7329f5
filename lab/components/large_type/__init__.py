"""Larger letters everywhere, for a projector."""

from lab.components import register

_mount = register("large_type")


def large_type() -> None:
    """Enlarge all that is written on the page; its sizes follow the root's."""
    _mount(key="large_type", height=1)
