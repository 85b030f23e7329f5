"""The result of the home page in words."""


def motive(pixels: float, outputs: float, right: int) -> str:
    """Say what the picture on the home page shows: how pooling helps, or where it does not."""
    if not right:
        return "Drag the slider, or press play."
    if outputs < pixels:
        return "Pooling has withstood a part of the move, not all of it."
    return "Now more outputs than pixels have changed: the promise is about small moves."
