"""Runs that take turns, where many at once would only be in each other's way. No Streamlit."""

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Python runs one thread at a time. Thirty that each let go of it for every picture they pack spend
# more time on asking for it back than on the work: two at a time answer half as many again.
_turns = BoundedSemaphore(2)


def in_turn(work: Callable[P, T]) -> Callable[P, T]:
    """Let at most two of the server's sessions do such work at once; no part of it may wait long.

    >>> @in_turn
    ... def half(x: float) -> float:
    ...     return x / 2
    >>> half(3)
    1.5
    """

    @wraps(work)
    def take_turn(*args: P.args, **kwargs: P.kwargs) -> T:
        with _turns:
            return work(*args, **kwargs)

    return take_turn
