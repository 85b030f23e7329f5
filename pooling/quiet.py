"""How NumPy is set while this package computes."""

from collections.abc import Callable
from contextvars import Context
from functools import wraps
from typing import ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")

SETTINGS = Context()  # NumPy keeps its settings in a context variable
SETTINGS.run(np.seterr, over="ignore", invalid="ignore")  # inf - inf is what it is
SETTINGS.run(np.setbufsize, 1024)  # by default it copies rows of fewer than 4096 numbers first


def quiet(work: Callable[P, R]) -> Callable[P, R]:
    """``work`` without warnings of overflow, and with the rows of strided slices read in place.

    What ``with np.errstate(...)`` does, at a tenth of its price: a small grid's average took a
    quarter of its time for it.

    >>> np.max(quiet(np.square)(np.array([1e200])))
    np.float64(inf)
    """

    @wraps(work)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return calm().run(work, *args, **kwargs)

    return call


def calm() -> Context:
    """What a call is made in for that, once: ``calm().run(work, x)``."""
    return SETTINGS.copy()
