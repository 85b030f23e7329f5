"""The image lab: a photo through round after round of pooling, still and shifted."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import numpy as np
import streamlit as st

from lab.code.layers import for_layers
from lab.components import picture_grid
from lab.components.picture_grid import Apart, Block, Part, Shifted, Shot, Strip
from lab.draw import boxes, charts, heatmaps, pixels
from lab.draw.heatmaps import Panel
from lab.image_lab import rounds
from lab.image_lab.words import CHANCE, activations, rounds_table, rounds_takeaway
from lab.inputs import widgets
from lab.inputs.layer import LAYER, choose_layers
from lab.inputs.picture import CHANNEL, PICTURE, choose_channel, choose_picture
from lab.inputs.shift import FILLS, choose_shift
from lab.page import address, modes, settings
from lab.page.charts import as_tables, begin, show_chart
from lab.page.code_tabs import in_code
from lab.page.frame import frame, ink, takeaway
from lab.page.sections import folded
from lab.turns import in_turn
from lab.words.numbers import NAMES, SCORES, curve_text, percent, plural
from lab.words.sums import sums
from pooling import Comparison, Layer, compare, pool_rounds, translate
from pooling.arguments import Array

ROUNDS = settings.whole("rounds", 3, 0, 6, component=True)
RIGHT = settings.whole("right", 4, -32, 32, component=True)
DOWN = settings.whole("down", 0, -32, 32, component=True)
FILL = settings.choice("fill", "zero", tuple(FILLS))
PLOT = settings.choice("plot", "same_place", tuple(SCORES))
PATCH_ROW = settings.whole("patch_row", 0, 0, 248, component=True)
PATCH_COLUMN = settings.whole("patch_column", 0, 0, 248, component=True)
CELL = settings.whole("cell", 1, 1, 64, component=True)
SETTINGS = (
    PICTURE,
    CHANNEL,
    *LAYER,
    ROUNDS,
    RIGHT,
    DOWN,
    FILL,
    PLOT,
    PATCH_ROW,
    PATCH_COLUMN,
    CELL,
)
THUMBS = 3  # rounds side by side in one block
SOFTEST = 32  # grey levels of difference that get the full colour, at least
PATCH = 8  # pixels
TOOLS = {
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    "toImageButtonOptions": {"filename": "pooling_lab", "scale": 2},
}


@st.fragment
def lab() -> None:
    """All but the prose; what a shift or a round changes is a fragment of its own."""
    begin()
    choices, own = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with choices:
        picture = choose_picture(own)
        x = choose_channel(picture)
    row, problems = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with row:
        layers = choose_layers((x.shape[-2], x.shape[-1]), problems)
    if x.ndim == 3:
        st.caption("In colour, the red, green and blue channels are pooled separately.")
    moving, below = st.container(), st.container()
    with below:
        plane = x if x.ndim == 2 else x[0]
        patch(plane, layers, of_red=x.ndim == 3)
        in_code(lambda: for_layers(layers, patch_of(plane)))
    with moving:
        moved_and_pooled(x, layers)


@st.fragment
@in_turn
def moved_and_pooled(x: Array, layers: Sequence[Layer]) -> None:
    """What the thumb changes; it ends every run of the page."""
    most = rounds.that_fit(x.shape[-2:], layers[0])
    chosen = widgets.slide(ROUNDS, "Rounds", 0, 6, play=True)
    if chosen > most:
        st.error(
            f"Only {most} {plural(most, 'round fits', 'rounds fit')}: after that a window is "
            "larger than the map that is left. The pictures show that many.",
            icon=":material/block:",
        )
    count = min(chosen, most)
    down, right, fill = choose_shift(RIGHT, DOWN, FILL, 32)
    moved = translate(x, down, right, fill=fill)
    before = [pool_rounds(x, count, layer) for layer in layers]
    after = [pool_rounds(moved, count, layer) for layer in layers]
    unpooled = compare(x, moved)  # every layer's round 0
    scores = [
        [unpooled, *(compare(a, b) for a, b in zip(still[1:], shifted[1:], strict=True))]
        for still, shifted in zip(before, after, strict=True)
    ]
    picture_grid.show(
        "image_lab pictures",
        [
            input_part(x, moved, (down, right, fill)),
            *(map(rounds_part, layers, before, after, scores) if count else ()),
        ],
    )
    st.caption(
        "In the difference, blue is darker than before and orange brighter; pale is equal."
        + (" In colour it is the mean of the three channels." if x.ndim == 3 else "")
    )
    show_scores(layers, before, after, scores, down, right)
    downloads(layers, after, count)
    as_tables()
    address.publish()


# ---------------------------------------------------------------- pictures


def reach_of(maps: Iterable[Array]) -> float:
    """Where a difference reaches its full colour."""
    return max(SOFTEST, *(float(np.abs(m).max()) for m in maps))


def input_part(x: Array, moved: Array, shift: tuple[int, int, str]) -> Part:
    """The picture, the picture moved, and what that changed."""
    size = f"{x.shape[-2]} × {x.shape[-1]} pixels"
    reach = reach_of([pixels.difference(x, moved)])
    equal = x == moved
    share = percent(np.mean(equal.all(0) if equal.ndim == 3 else equal))
    picture = pixels.shown(x)
    shifted = Shifted("shifted", picture, *shift)
    strip = Strip(
        [Shot("picture", picture, stays=True), shifted, Apart(shifted, reach)],
        f"The picture, {size}. Shifted, {share} of its pixels are the same.",
        captions=[f"Picture, {size}", "Shifted", f"Difference (±{reach:.0f})"],
    )
    return Part([Block([strip], ["Pixel"])])


def rounds_part(
    layer: Layer,
    before: Sequence[Array],
    after: Sequence[Array],
    scores: Sequence[Comparison],
) -> Part:
    """Each round's map before, after, and the difference; three rounds to a block."""
    numbers = range(1, len(before))
    apart = {r: pixels.difference(before[r], after[r]) for r in numbers}
    reach = reach_of(apart.values())
    name = NAMES[layer.kind]
    rounded = ", rounded" if layer.kind == "avg" else ""  # as pixels

    def block(group: Sequence[int]) -> Block:
        sizes = {r: f"{before[r].shape[-2]} × {before[r].shape[-1]}" for r in group}
        told = ", ".join(f"round {r} ({size})" for r, size in sizes.items())
        equal = ", ".join(f"round {r} {percent(scores[r].same_place)}" for r in group)
        strips = [
            Strip(
                [Shot(f"before{rounded}", pixels.shown(before[r]), stays=True) for r in group],
                f"{name} pooling before the shift: {told}.",
                "before",
                [f"{r}: {size}" for r, size in sizes.items()],
            ),
            Strip(
                [Shot(f"after{rounded}", pixels.shown(after[r])) for r in group],
                f"{name} pooling after the shift: {told}. Unchanged: {equal}.",
                "after",
            ),
            Strip(
                [Shot("", pixels.diverging(apart[r], reach)) for r in group],
                f"What the shift changed in {name.lower()} pooling: {told}.",
                "difference",
            ),
        ]
        return Block(strips, [f"{name}, round {r}" for r in group])

    groups = [numbers[i : i + THUMBS] for i in range(0, len(numbers), THUMBS)]
    return Part([block(group) for group in groups], f"{name} pooling (difference: ±{reach:.0f})")


def patch_of(plane: Array) -> Array:
    """The patch that the sliders choose; they may still stand where a larger picture had it."""
    top = min(address.get(PATCH_ROW), plane.shape[0] - PATCH)
    left = min(address.get(PATCH_COLUMN), plane.shape[1] - PATCH)
    return plane[top : top + PATCH, left : left + PATCH]


def patch(plane: Array, layers: Sequence[Layer], *, of_red: bool) -> None:
    """A few pixels with their numbers, and the pooled cells they make."""
    title = "Zoom in: the same arithmetic as in the grid lab"
    with folded(title, "image_lab patch", ":material/search:") as opened:
        if not opened:
            return
        if of_red:
            st.caption("The numbers are those of the red channel.")
        down, along = st.columns(2, gap="medium")
        with down:
            top = widgets.slide(PATCH_ROW, "Patch from row", 0, plane.shape[0] - PATCH)
        with along:
            left = widgets.slide(PATCH_COLUMN, "Patch from column", 0, plane.shape[1] - PATCH)
        found = rounds.cells_over(layers[0], plane.shape, top, left, PATCH)
        if found is None:
            st.info("No window lies wholly inside this patch: choose a smaller kernel or stride.")
            return
        rows, columns = found
        window = widgets.slide(CELL, "Cell", 1, len(rows) * len(columns), play=True)
        place = boxes.cell_of(window, (len(rows), len(columns)))
        row, column = rows[place[0]], columns[place[1]]
        box = [
            (r0 - top, c0 - left, r1 - top, c1 - left)
            for r0, c0, r1, c1 in boxes.taps(layers[0], plane.shape, row, column)
        ]
        panels = [Panel("Pixels", patch_of(plane), focus=box)]
        for layer in layers:
            pooled = layer(plane)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            panels.append(Panel(NAMES[layer.kind], pooled, focus=[(*place, *place)]))
        for slot, panel in zip(st.columns(len(panels), gap="small"), panels, strict=True):
            with slot:
                show_chart(
                    heatmaps.heatmaps([panel], (0, 255), height=320, ink=ink()),
                    f"image_lab patch {panel.name}",
                    heatmaps.described([panel]),
                )
        st.markdown(sums(layers, plane, (row, column)))


# ---------------------------------------------------------------- words and files


def show_scores(
    layers: Sequence[Layer],
    before: Sequence[Sequence[Array]],
    after: Sequence[Sequence[Array]],
    scores: Sequence[Sequence[Comparison]],
    down: int,
    right: int,
) -> None:
    """The four scores of every round, as a plot and as numbers, and what follows."""
    st.header("What survived, round by round")
    which = widgets.choose(PLOT, "Plot", SCORES)
    lines = {
        NAMES[layer.kind]: [float(getattr(s, which)) for s in of_kind]
        for layer, of_kind in zip(layers, scores, strict=True)
    }
    figure = charts.curves(
        lines,
        [charts.INK[layer.kind] for layer in layers],
        x=range(len(scores[0])),
        x_name="round",
        y_name=SCORES[which],
        ink=ink(),
        share=which != "error",
    )
    show_chart(figure, "image_lab scores", curve_text(lines), config=TOOLS)
    large = modes.on("large")  # type: under each other there is room for it
    slots = [st.container() for _ in layers] if large else st.columns(len(layers), gap="medium")
    for column, layer, still, shifted, of_kind in zip(
        slots, layers, before, after, scores, strict=True
    ):
        column.markdown(rounds_table(layer, still, shifted, of_kind))
    if which == "survivors":
        st.caption(CHANCE)
    st.markdown(activations(before[0]))
    takeaway(rounds_takeaway(layers, before, scores, down, right))


def downloads(layers: Sequence[Layer], after: Sequence[Sequence[Array]], count: int) -> None:
    """The shifted, pooled maps as files."""
    with st.popover("Download the pooled maps", icon=":material/download:"):
        for layer, maps in zip(layers, after, strict=True):
            name = f"{layer.kind}_round_{count}"
            values = maps[-1]
            st.download_button(
                f"{NAMES[layer.kind]}, round {count}: PNG",
                lambda values=values: pixels.png(pixels.shown(values)),
                f"{name}.png",
                "image/png",
                on_click="ignore",
            )
            st.download_button(
                f"{NAMES[layer.kind]}, round {count}: NumPy",
                lambda values=values: npy(values),
                f"{name}.npy",
                "application/octet-stream",
                on_click="ignore",
            )


def npy(values: Array) -> bytes:
    file = BytesIO()
    np.save(file, values)
    return file.getvalue()


frame("Image lab", SETTINGS)
st.markdown(
    "A photo is the same grid of numbers, only larger. Shift it, pool it round after round, and "
    "see whether what is left before and after the shift agrees."
)
lab()
