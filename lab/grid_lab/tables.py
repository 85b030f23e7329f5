"""The stage's numbers as tables."""

import numpy as np
import streamlit as st

from lab.components.bench import Row
from lab.page.sections import folded
from lab.words.numbers import markdown_table, number


def tables(rows: list[Row], place: tuple[int, int]) -> None:
    """Every grid of the stage at one position of the shift, folded."""
    with folded("The numbers as tables", "Grid lab.tables", ":material/table_chart:") as opened:
        if not opened:
            return
        for grid in (grid for row in rows for grid in row.grids if grid.values is not None):
            values = np.asarray(grid.values)
            values = values[place] if values.ndim == 4 else values
            heads = ["row", *(str(column + 1) for column in range(values.shape[1]))]
            lines = [[str(r + 1), *map(number, line)] for r, line in enumerate(values.tolist())]
            st.markdown(f"**{grid.name}**\n\n{markdown_table(heads, lines)}")
