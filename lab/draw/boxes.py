"""Boxes of cells that can be outlined. Does not use Streamlit."""

from dataclasses import dataclass

Box = tuple[int, int, int, int]  # top, left, bottom, right, counted from 0, both ends included


@dataclass(frozen=True)
class Outline:
    """A box, and how thick its frame is."""

    box: Box  # may reach outside the picture
    width: int = 3  # in pixels of the screen
