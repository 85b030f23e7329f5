"""Parts of a page: sections that rerun by themselves, and parts that are folded away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import streamlit as st

from lab.page import address, charts
from lab.page.settings import page

P = ParamSpec("P")

_running: ContextVar[int] = ContextVar("sections that are running", default=0)


def section(body: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that reruns by itself: ``st.fragment``, and what each run ends with.

    When the body ends, the charts that it drew stand below it as tables, and the address bar is
    brought up to date. A section may call another one; the outermost that runs writes the address.

    >>> @section  # doctest: +SKIP
    ... def stage() -> None:
    ...     right = slide(RIGHT, "Shift right", -3, 3)
    """
    name = f"{Path(body.__code__.co_filename).stem}.{body.__name__}"

    @wraps(body)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        outer = _running.set(_running.get() + 1)
        try:
            with st.container(gap=None):  # the address bar's component takes no room
                with st.container(), charts.recorded() as drawn:
                    body(*args, **kwargs)
                    if drawn:
                        tables(drawn, f"{page()}.tables {body.__name__}")
                if _running.get() == 1:
                    address.publish(name)
        finally:
            _running.reset(outer)

    return st.fragment(run, key=name)


def tables(drawn: charts.Drawn, key: str) -> None:
    """The section's charts as tables, folded."""
    with folded("The charts as tables", key, ":material/table_chart:") as opened:
        if opened:
            charts.show_tables(drawn)


@contextmanager
def folded(label: str, key: str, icon: str) -> Iterator[bool]:
    """A part to open; yields whether it is, so that what it holds is only made then.

    >>> with folded("In code", "Grid lab.code", ":material/code:") as opened:  # doctest: +SKIP
    ...     if opened:
    ...         st.code("print(1)")
    """
    box = st.expander(label, icon=icon, key=key, on_change="rerun")
    with box:
        yield bool(box.open)
