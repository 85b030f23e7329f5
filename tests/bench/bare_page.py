"""The plainest Streamlit page with the same picture: one slider, one heatmap, default settings."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

GRID = np.array([[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]])
st.title("Bare page")
right = st.slider("Shift right", -3, 3, 0)
st.plotly_chart(go.Figure(go.Heatmap(z=np.roll(GRID, right, 1), texttemplate="%{z}")))
