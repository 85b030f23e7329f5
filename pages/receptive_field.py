"""What one unit sees: build a stack of layers, and look down from one of its units."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from lab.code.stack import for_stack
from lab.components import picture_grid
from lab.components.picture_grid import Shot
from lab.components.side_view import side_view
from lab.data.pictures import fitted
from lab.draw import charts, pixels
from lab.draw.boxes import Outline
from lab.draw.colours import WINDOW
from lab.inputs import predict, widgets
from lab.inputs.picture import PICTURE, choose_picture
from lab.page import address, modes, settings
from lab.page.charts import as_tables, begin
from lab.page.code_tabs import in_code
from lab.page.frame import frame, ink
from lab.page.sections import folded
from lab.receptive_field import stacks
from lab.receptive_field import words as says
from lab.receptive_field.boxes import box_of, change, grown, inside, seeing, without_pools
from lab.receptive_field.compare import (
    Layers,
    chart,
    conclude,
    four_pixels,
    measure_here,
    pooled,
    show_both,
    show_costs,
)
from lab.receptive_field.cone import cone, seen_from
from lab.receptive_field.editor import STACK, act_on, edit_stack
from lab.receptive_field.stacks import STARTS, Stack
from lab.words.numbers import number
from pooling import Field, Layer, layer_maps, trace
from pooling.arguments import Array
from pooling.receptive import geometry, passed_back

INPUT = settings.whole("n", 16, stacks.INPUT[0], stacks.INPUT[-1])
LAYER = settings.whole("layer", 2, 1, stacks.MOST_LAYERS, component=True)
COLUMN = settings.whole("column", 3, 0, 255, component=True)
ROW = settings.whole("row", 3, 0, 255, component=True)
POKE_ROW = settings.whole("poke_row", 7, 0, 255, component=True)
POKE_COLUMN = settings.whole("poke_column", 7, 0, 255, component=True)
POKE_VALUE = settings.whole("poke_value", 255, 0, 255, component=True)
GUESS = settings.whole("guess", 0, 0, 9999)
SETTINGS = (
    STACK,
    INPUT,
    PICTURE,
    LAYER,
    COLUMN,
    ROW,
    POKE_ROW,
    POKE_COLUMN,
    POKE_VALUE,
    predict.PREDICT,
    predict.LOCKED,
    GUESS,
)
START, GOOD = "receptive start", "receptive last good"
FEW = 40  # pixels that are marked one by one
MEANING = {
    "Field r": "how many pixels a unit sees along a side",
    "Jump j": "how many pixels from one unit's field to the next one's",
    "Start c": "where the field of unit 0 has its middle",
}


@st.fragment
def lab() -> None:
    """All but the prose; what the thumb moves is a fragment of its own."""
    begin()
    builder, picture_column = st.columns([3, 2], gap="large")
    with builder:
        stack, layers, n = build()
    with picture_column:
        picture = choose_picture(st.container())
        x = fitted(picture, n)
        st.image(
            pixels.enlarged(x, 160),
            f"Its middle square in grey, {n} × {n} pixels: what the stack is given.",
            width=160,
            alt="The picture as the stack is given it.",
        )
    fields = trace(layers, n)
    if predict.hides((stack, n), [GUESS], address.get(GUESS) > 0):
        ask(stack, fields)
        address.publish()
        return
    predict.reveal_number(GUESS, fields[-1].size, "The sums below say why.")
    bare = without_pools(layers, n) if pooled(layers) else None
    moving, below = st.container(), st.container()
    with below:
        show_both(x, fields, bare, pooled(layers))
        four_pixels()
        show_costs(stack, layers, n, bare)
        if not modes.on("plain"):
            measure_here(picture)
        in_code(lambda: for_stack(layers, n, stacks.channels_in(stack)))
        conclude(layers, x, fields, bare)
    with moving:
        look_down(stack, layers, x, fields)


def build() -> tuple[Stack, Layers, int]:
    """The stack and its input's side; what does not fit is refused, and the last good one kept."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not modes.on("plain"):
            st.menu_button(
                "Start from", list(STARTS), key=START, on_click=load, icon=":material/layers:"
            )
        n = widgets.count(
            INPUT, "Input size", stacks.INPUT[0], stacks.INPUT[-1], "Pixels along a side."
        )
        predict.switch()
    place = st.container()
    stack = edit_stack()
    try:
        layers = stacks.layers_of(stack, n)
    except ValueError as problem:
        stack, n = st.session_state.get(GOOD, STARTS[stacks.OPENING])
        place.error(
            f"{problem} Until then the pictures show the last stack that fitted: "
            f"{stacks.name_of(stack) or ', '.join(row.name for row in stack[:4])}, on {n} pixels.",
            icon=":material/block:",
        )
        return stack, stacks.layers_of(stack, n), n
    st.session_state[GOOD] = stack, n
    if network := stacks.network_of(stack):
        st.caption(f"Source: {network.source}.")
    return stack, layers, n


def load() -> None:
    stack, n = STARTS[st.session_state[START]]
    address.put(STACK, stack)
    address.put(INPUT, n)
    address.put(LAYER, len(stack))
    middle = trace(stacks.layers_of(stack, n), n)[-1].output_size // 2
    for setting in (COLUMN, ROW):
        address.put(setting, middle)
    for setting in (POKE_ROW, POKE_COLUMN):
        address.put(setting, n // 2)


# ---------------------------------------------------------------- one unit


def ask(stack: Stack, fields: Sequence[Field]) -> None:
    """Predict first: the stack without what its units see, and the question."""
    names = says.row_names(stack)
    side_view(
        seen_from(fields, names, None),
        "receptive side",
        "The stack from the side, without what its units see.",
    )
    predict.ask_number(
        GUESS,
        f"One unit of the last layer, **{stack[-1].name}**: how many pixels of the input does it "
        "see, along a side?",
        "Your answer",
        9999,
    )


@st.fragment
def look_down(stack: Stack, layers: Layers, x: Array, fields: Sequence[Field]) -> None:
    """The chosen unit, from the side and from above; it ends every run of the page."""
    st.header("What one unit sees")
    chosen, unit = choose_unit(fields)
    if not modes.on("plain"):
        act_on(LAYER)
    side, aside = st.columns([3, 2], gap="medium")
    with side:
        show_side(stack, layers, fields, chosen, unit)
        show_table(stack, fields)
    with aside:
        explain(stack, layers, fields, chosen, unit)
    maps = layer_maps(layers[:chosen], x)
    weight = show_top(layers[:chosen], maps, fields, unit)
    reach = says.reach(weight, inside(box_of(fields[chosen], unit), len(x)))
    st.markdown(reach)
    address.tell(reach)
    poke(stack, layers, maps, fields, chosen)
    as_tables()
    address.publish()


def choose_unit(fields: Sequence[Field]) -> tuple[int, tuple[int, int]]:
    """The layer, counted from 1, and the unit's (row, column), from 0."""
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
    """From the side; a click chooses a unit."""

    def choose(layer: int, place: int) -> None:
        address.put(LAYER, layer)
        address.put(COLUMN, place)

    columns = [axes[1] for axes in geometry(layers, fields[0].output_size)]
    found = cone(columns[:chosen], unit[1])
    side_view(
        seen_from(fields, says.row_names(stack, fields), found),
        "receptive side",
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
    """The numbers behind the picture, and the sums for the chosen layer."""
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
    """Every layer's numbers, to read and to take away."""
    with folded("The numbers, layer by layer", "receptive table", ":material/table:") as opened:
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
    """From above: the field on the picture, and what of it really reaches the unit."""
    x = maps[0]
    weight = passed_back(layers, geometry(layers, len(x)), unit, maps[:-1])
    last = fields[len(layers)]
    outlines = grown(layers, fields, unit)
    count = int(np.count_nonzero(weight))
    marked = np.argwhere(weight).tolist() if count <= FEW else ()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.markdown("**From above**: what it could see, and what reaches it")
        reaching = pixels.sequential(weight, float(weight.max()))
        picture_grid.row(
            "receptive top",
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


def poke(
    stack: Stack, layers: Layers, maps: Sequence[Array], fields: Sequence[Field], chosen: int
) -> None:
    """Change one pixel, and see which outputs of the chosen layer move."""
    x = maps[0]
    st.header("Poke a pixel")
    slots = st.columns(3, gap="medium")
    with slots[0]:
        row = widgets.slide(POKE_ROW, "Pixel's row", 0, len(x) - 1)
    with slots[1]:
        column = widgets.slide(POKE_COLUMN, "Pixel's column", 0, len(x) - 1)
    with slots[2]:
        value = widgets.slide(POKE_VALUE, "Its new value", 0, 255)
    changed = x.copy()
    changed[row, column] = value
    apart, count = change(maps[-1], layer_maps(layers[:chosen], changed)[-1])
    rows, columns = (seeing(fields[chosen], pixel) for pixel in (row, column))
    could = []
    if rows and columns:
        could = [Outline((rows[0], columns[0], rows[-1], columns[-1]))]
    name = stack[chosen - 1].name
    told = says.poked(name, (row, column), count, len(rows) * len(columns), apart.size)
    moved = pixels.diverging(apart, float(np.abs(apart).max()) or 1.0)
    shots = [Shot("picture", changed, dots=[(row, column)]), Shot("", moved, outlines=could)]
    captions = [f"{x[row, column]} becomes {value}", f"What moved in layer {chosen}"]
    picture, beside = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with picture:
        picture_grid.row("receptive poke", shots, told, captions, ["Pixel", "Output"])
    wins = any(isinstance(layer, Layer) and layer.kind != "avg" for layer in layers[:chosen])
    beside.markdown(f"{told} {says.poke_seen(count > 0, bool(could), wins)}")


frame("Receptive field", SETTINGS)
st.markdown(
    "A unit deep in a network sees only a part of the picture: its **receptive field**. Each "
    "layer widens it, and pooling makes every later layer widen it faster. Build a stack, choose "
    "a unit, and look down."
)
lab()
