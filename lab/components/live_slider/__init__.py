"""A slider that reports while its thumb moves (st.slider waits until the thumb is released)."""

from collections.abc import Callable
from typing import Any

from lab.components import register, settle

_mount = register("live_slider")


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
) -> int:
    """Show the slider and return its whole number.

    Set it from Python, or from a test, with ``st.session_state[key] = {"value": n}`` before it is
    shown.

    Parameters
    ----------
    label : str
        Visible, and the control's accessible name.
    min, max : int
        The ends, both included; a value outside is moved to the nearer end.
    value : int
        Where it starts.
    key : str
        Its key in ``st.session_state``.
    play : bool
        Add a button that steps through the range.
    pace : int
        Milliseconds from one of its steps to the next.
    help : str
        One line under the label.

    Examples
    --------
    >>> right = live_slider("Shift right", -3, 3, 0, "right")  # doctest: +SKIP
    """

    def accept(found: object) -> int:
        if isinstance(found, bool) or not isinstance(found, (int, float)) or found != found:
            raise ValueError("not a number")
        return round(sorted((min, found, max))[1])

    now, revision = settle(key, value, accept)
    now = sorted((min, now, max))[1]  # the range may have shrunk since
    data: dict[str, Any] = dict(
        label=label,
        min=min,
        max=max,
        value=now,
        revision=revision,
        play=play,
        pace=pace,
        help=help,
    )
    _mount(key=key, data=data, on_value_change=_nothing)
    return now


_nothing: Callable[[], None] = lambda: None  # noqa: E731  (a state needs a callback to be kept)
