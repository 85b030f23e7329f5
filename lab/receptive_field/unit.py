"""The section about one unit: what it depends on, from the side and from above."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.components import picture_grid
from lab.components.picture_grid import Shot
from lab.components.side_view import side_view
from lab.draw import charts, pixels
from lab.draw.colours import WINDOW
from lab.inputs import predict, widgets
from lab.page import address
from lab.page.frame import ink
from lab.page.sections import folded
from lab.receptive_field import words as says
from lab.receptive_field.boxes import grown
from lab.receptive_field.compare import (
    Layers,
    chart,
)
from lab.receptive_field.cone import cone, seen_from
from lab.receptive_field.settings import (
    COLUMN,
    GUESS,
    LAYER,
    ROW,
)
from lab.receptive_field.stacks import Stack
from lab.words.numbers import number
from pooling import Field
from pooling.arguments import Array
from pooling.receptive import geometry, passed_back

FEW = 40  # up to so many pixels, each gets a dot


MEANING = {
    "Field r": "how many pixels a unit sees along a side",
    "Jump j": "how many pixels from one unit's field to the next one's",
    "Start c": "where the field of unit 0 has its middle",
}


def ask(stack: Stack, fields: Sequence[Field]) -> None:
    """Ask for a prediction: show the stack without receptive fields, and the question."""
    names = says.row_names(stack)
    side_view(
        seen_from(fields, names, None),
        "Receptive field.side",
        "The stack from the side, without what its units see.",
    )
    predict.ask_number(
        GUESS,
        f"One unit of the last layer, **{stack[-1].name}**: how many pixels of the input does it "
        "see, along a side?",
        "Your answer",
        9999,
    )


def choose_unit(fields: Sequence[Field]) -> tuple[int, tuple[int, int]]:
    """Show the sliders. Return the layer, counted from 1, and (row, column), counted from 0."""
    layer_slot, column_slot, row_slot = st.columns(3, gap="medium")
    with layer_slot:
        chosen = widgets.slide(LAYER, "Layer", 1, len(fields) - 1, play=True)
    last = fields[chosen].output_size - 1
    with column_slot:
        column = widgets.slide(COLUMN, "Unit's column", 0, last)
    with row_slot:
        row = widgets.slide(ROW, "Unit's row", 0, last)
    return chosen, (row, column)


def show_side(
    stack: Stack,
    layers: Layers,
    fields: Sequence[Field],
    chosen: int,
    unit: tuple[int, int],
) -> None:
    """Show the stack from the side. A click chooses a unit."""

    def choose(layer: int, place: int) -> None:
        address.put(LAYER, layer)
        address.put(COLUMN, place)

    columns = [axes[1] for axes in geometry(layers, fields[0].output_size)]
    found = cone(columns[:chosen], unit[1])
    side_view(
        seen_from(fields, says.row_names(stack, fields), found),
        "Receptive field.side",
        says.side_text(stack, fields, chosen, unit[1]),
        on_pick=choose,
    )
    st.caption(
        "Every square is a unit, over the middle of what it sees; bars are rows of many. Orange "
        "feeds the chosen one, hollow squares are padding, and a dotted field lies outside the "
        "picture. Click a square or a bar to choose the unit there."
    )


def explain(
    stack: Stack, layers: Layers, fields: Sequence[Field], chosen: int, unit: tuple[int, int]
) -> None:
    """Show the numbers behind the picture, and how they are computed for the chosen layer."""
    n = fields[0].output_size
    field = fields[chosen]
    axis = geometry(layers, n)[chosen - 1][1]
    st.markdown(
        f"**{stack[chosen - 1].name}**, unit row {unit[0]}, column {unit[1]}: a field of "
        f"**{field.size} × {field.size}**. Along its row it sees "
        f"{says.span_text(field, unit[1], n)}."
    )
    sums = says.recurrence(fields, axis, chosen)
    st.markdown(
        "\n".join(
            f"- **{name}**, {what}:  \n  {line}"
            for (name, what), line in zip(MEANING.items(), sums, strict=True)
        )
    )
    window = f"k′ = d (k − 1) + 1 = {axis.span}" if axis.dilation > 1 else f"k′ = k = {axis.span}"
    st.caption(
        f"k kernel, s stride, p padding, d dilation; a window spans {window} pixels. Padding moves "
        "the start, never the size."
    )


def show_table(stack: Stack, fields: Sequence[Field]) -> None:
    """Show the numbers of every layer as a table, and offer them as a file."""
    with folded(
        "The numbers, layer by layer", "Receptive field.table", ":material/table:"
    ) as opened:
        if not opened:
            return
        table = says.table(stack, fields)
        st.dataframe(table, hide_index=True, alt="Receptive fields, layer by layer")
        st.download_button(
            "As CSV",
            says.csv(table),
            "receptive_fields.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def show_top(
    layers: Layers, maps: Sequence[Array], fields: Sequence[Field], unit: tuple[int, int]
) -> Array:
    """Show the receptive field from above, and how much each pixel influences the unit.

    Return the influence: a (rows, columns) array.
    """
    x = maps[0]
    weight = passed_back(layers, geometry(layers, len(x)), unit, maps[:-1])
    last = fields[len(layers)]
    outlines = grown(layers, fields, unit)
    count = int(np.count_nonzero(weight))
    marked = [(int(r), int(c)) for r, c in np.argwhere(weight)] if count <= FEW else []
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.markdown("**From above**: what it could see, and what reaches it")
        reaching = pixels.sequential(weight, float(weight.max()))
        picture_grid.row(
            "Receptive field.top",
            [
                Shot("picture", x, stays=True, outlines=outlines),
                Shot("", reaching, outlines=outlines[-1:], dots=marked),
            ],
            f"The unit's field is rows {last.span(unit[0])[0]} to {last.span(unit[0])[1]}, columns "
            f"{last.span(unit[1])[0]} to {last.span(unit[1])[1]}. {count} pixels reach it.",
            ["Its field on the picture", "What really reaches it"],
            ["Pixel"],
        )
        st.caption(
            "Thick: its field, over grey where it reaches out of the picture. Thin: fields on the "
            "way to it, of the units nearest to its middle. Of what really reaches it, bright "
            f"pixels weigh more; if they are {FEW} or fewer, each has a dot. Every convolution "
            "here weighs its pixels equally, as an example; a trained one would not."
        )
    with right:
        st.markdown("**A box or a bell?** Weight per column")
        first, end = last.span(unit[1])
        columns = range(len(x))
        lines = {
            "reaches the unit": weight.sum(0).round(5).tolist(),
            "if all counted alike": [
                round(1 / last.size, 5) if first <= c <= end else 0.0 for c in columns
            ],
        }
        chart(
            "bell",
            charts.curves(
                lines,
                (charts.INK["max"], WINDOW),
                modes=("lines", "lines"),
                steps=True,
                x=columns,
                x_name="input column",
                y_name="weight",
                ink=ink(),
                share=False,
                tick=None,
            ),
            f"Weight by column: at most {number(100 * max(lines['reaches the unit']))} %, "
            f"against {number(100 / last.size)} % if all columns of the field counted alike.",
        )
    return weight
