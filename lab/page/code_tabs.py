"""The current setting as code to take away, under every lab."""

from collections.abc import Callable, Sequence

import streamlit as st

from lab.code.layers import Snippet
from lab.page import settings
from lab.page.sections import folded


def in_code(make: Callable[[], Sequence[Snippet]]) -> None:
    """A tab for each framework; what it does not accept is said, and where the rules come from."""
    with folded("In code", f"{settings.page()}.code", ":material/code:") as opened:
        if not opened:
            return
        snippets = make()
        tabs = st.tabs([snippet.framework for snippet in snippets])
        for tab, snippet in zip(tabs, snippets, strict=True):
            with tab:
                if snippet.text:
                    st.code(snippet.text, language="python", wrap_lines=True)
                if snippet.refused:
                    st.markdown(snippet.refused)
                if snippet.source:
                    st.caption(f"Rules from {snippet.source}")
