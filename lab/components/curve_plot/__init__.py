"""Curves that a slider walks along: the browser moves the points, and no server is asked."""

from collections.abc import Mapping, Sequence

from lab.components import register
from lab.draw.colours import WINDOW

_mount = register("elements", "following", "curve_plot")


def curve_plot(
    key: str,
    lines: Mapping[str, Sequence[float]],
    inks: Sequence[str],
    *,
    x: Sequence[int],
    here: int,
    slider: str,
    y_range: tuple[float, float],
    tick: int,
    dashed: str = "",
    names: tuple[str, str] = ("x", "output"),
    covered: str = "",
) -> None:
    """Show curves, and on each the point that belongs to the slider's value.

    Parameters
    ----------
    key : str
        Of the component in ``st.session_state``.
    lines : mapping from a name to the y values
    inks : sequence of str
        One colour for each line.
    x : sequence of int
        Shared by all lines, in steps of 1.
    here : int
        The slider's value.
    slider : str
        The key of the live slider; empty where there is none.
    y_range : (lowest, highest)
    tick : int
        The step between the numbers on both axes.
    dashed : str
        The name of a line that lies on another one.
    names : (str, str)
        Of the two axes.
    covered : str
        What is said instead of the values while there are no lines.

    Examples
    --------
    >>> curve_plot(
    ...     "hinge",
    ...     {"Max": [2, 2, 3]},
    ...     ["#1f77c9"],
    ...     x=[1, 2, 3],
    ...     here=1,
    ...     slider="pixel",
    ...     y_range=(0, 4),
    ...     tick=1,
    ... )  # doctest: +SKIP
    """
    data = dict(
        lines=[
            dict(name=name, y=list(y), ink=ink, dashed=name == dashed)
            for (name, y), ink in zip(lines.items(), inks, strict=True)
        ],
        x=list(x),
        here=here,
        slider=slider,
        y_range=y_range,
        tick=tick,
        names=names,
        covered=covered,
        window=WINDOW,
    )
    _mount(key=key, data=data)
