"""Sections that are folded away, and cost nothing until they are opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def folded(label: str, key: str, icon: str) -> Iterator[bool]:
    """A section to open; yields whether it is, so that what it holds is only made then.

    >>> with folded("In code", "grid_lab code", ":material/code:") as opened:  # doctest: +SKIP
    ...     if opened:
    ...         st.code("print(1)")
    """
    box = st.expander(label, icon=icon, key=key, on_change="rerun")
    with box:
        yield bool(box.open)
