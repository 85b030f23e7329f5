"""A place on the page that comes into view by itself."""

from lab.components import register

_mount = register("into_view")


def into_view(deed: int, key: str) -> None:
    """Bring this place into view once for each deed of the learner. The first deed is 1.

    It comes below the middle of the screen, so that the learner still sees what is above it.
    """
    _mount(key=key, data=dict(key=key, deed=deed))
