"""A slider that reports its value while the learner drags it. st.slider waits for the release."""

from collections.abc import Callable
from typing import Any

from lab.components import register, settle

_mount = register("elements", "following", "pacing", "live_slider")


def live_slider(
    label: str,
    min: int,
    max: int,
    value: int,
    key: str,
    *,
    play: bool = False,
    pace: int = 900,
    help: str = "",
    compact: bool = False,
    scale: float = 1,
) -> int:
    """Show the slider and return its value, a whole number.

    To set it from Python or from a test, write ``st.session_state[key] = {"value": n}`` before it
    is shown.

    Parameters
    ----------
    label : str
        Shown above the slider. It is also the name that a screen reader says.
    min, max : int
        The ends of the range, both included. A value outside becomes the nearer end.
    value : int
        The value at the start.
    key : str
        The key of the component in ``st.session_state``.
    play : bool
        Add a button that steps through the range.
    pace : int
        Milliseconds from one step of the button to the next.
    help : str
        One line of text under the slider.
    compact : bool
        Put the label, the slider and its value in one row, without the ends of the range.
    scale : float
        The learner sees the value times this: with 0.1, 3 reads 0.3.

    Returns
    -------
    int
        From ``min`` to ``max``.

    Examples
    --------
    >>> right = live_slider("Shift right", -3, 3, 0, "right")  # doctest: +SKIP
    """

    def accept(found: object) -> int:
        if isinstance(found, bool) or not isinstance(found, (int, float)) or found != found:
            raise ValueError("not a number")
        return round(sorted((min, found, max))[1])

    now, revision = settle(key, value, accept)
    now = sorted((min, now, max))[1]  # the range may be smaller than in the last run
    data: dict[str, Any] = dict(
        key=key,
        label=label,
        min=min,
        max=max,
        value=now,
        revision=revision,
        play=play,
        pace=pace,
        help=help,
        compact=compact,
        scale=scale,
    )
    _mount(key=key, data=data, on_value_change=_nothing)
    return now


_nothing: Callable[[], None] = lambda: None  # noqa: E731  (a state needs a callback to be kept)
