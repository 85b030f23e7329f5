"""The home page's result in words."""


def motive(pixels: float, outputs: float, right: int) -> str:
    """What the home page's picture shows now of the promise, and of its limits."""
    if not right:
        return "Drag the slider, or press play."
    if outputs < pixels:
        return "Pooling has withstood a part of the move, not all of it."
    return "Now more outputs than pixels have changed: the promise is about small moves."
