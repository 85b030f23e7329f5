"""A page for a test: two sections, one after the other, and a third inside the second."""

import plotly.graph_objects as go
import streamlit as st

from lab.inputs.widgets import slide
from lab.page import address, settings
from lab.page.charts import show_chart
from lab.page.sections import section

RIGHT = settings.whole("right", 0, 0, 9, component=True)
DOWN = settings.whole("down", 0, 0, 9, component=True)

st.title("Two sections")
address.enter("Two sections", (RIGHT, DOWN), st.query_params)


@section
def one() -> None:
    right = slide(RIGHT, "Right", 0, 9)
    st.markdown(f"Right is {right}.")


@section
def two() -> None:
    st.markdown("The second section.")
    three()
    st.markdown("Its end.")


@section
def three() -> None:
    down = slide(DOWN, "Down", 0, 9)
    line = go.Scatter(x=[0, 1], y=[down, down + 1], name="line")
    axes = dict(xaxis_title_text="place", yaxis_title_text="height")
    show_chart(go.Figure(line, axes), "chart", f"A line from {down}.")


one()
two()
