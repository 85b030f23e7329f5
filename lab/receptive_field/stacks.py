"""Stacks of layers: as rows of a table, as text in the address, and ready-made.

Does not use Streamlit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from lab.data.designs import CHANNELS, DESIGNS, Design
from lab.data.sketches import SIDE
from lab.words.numbers import plural
from pooling import NETWORKS, Conv, Layer, Network, trace
from pooling.arguments import KINDS

LAYER_NAMES = {
    "conv": "Conv",
    "depthwise": "Depthwise conv",
    "max": "Max pool",
    "avg": "Average pool",
    "min": "Min pool",
}
MOST_LAYERS = 60
RANGES = {  # the lowest and highest number that a row may hold
    "kernel": (1, 15),
    "stride": (1, 8),
    "padding": (0, 14),
    "dilation": (1, 8),
    "channels": (1, 4096),
}
INPUT = range(4, 257)  # pixels along a side
FEW = 8  # up to so many layers, each has a chip of its own


@dataclass(frozen=True)
class Row:
    """One layer, as the table shows it. With channels None, the number of channels stays."""

    kind: str = "conv"
    kernel: int = 3
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    channels: int | None = None

    @property
    def pools(self) -> bool:
        return self.kind in KINDS

    @property
    def name(self) -> str:
        return f"{self.kind} {self.kernel}×{self.kernel}"

    def layer(self) -> Layer | Conv:
        """The row as a layer. Raise ValueError for settings that fit no input."""
        if self.pools:
            return Layer(self.kind, self.kernel, self.stride, self.padding, self.dilation)  # type: ignore[arg-type]
        deep = self.kind == "depthwise"
        channels = None if deep else self.channels
        return Conv(self.kernel, self.stride, self.padding, self.dilation, channels, deep)


Stack = tuple[Row, ...]
Layers = tuple[Layer | Conv, ...]
NUMBERS = tuple(field.name for field in fields(Row))[1:]


def row_of(layer: Layer | Conv) -> Row:
    """A layer as a row. Its windows must be square.

    >>> row_of(Layer("max", 3, 2, 1))
    Row(kind='max', kernel=3, stride=2, padding=1, dilation=1, channels=None)
    """
    stride = layer.kernel_size if layer.stride is None else layer.stride
    numbers: list[Any] = [layer.kernel_size, stride, layer.padding, layer.dilation]
    if isinstance(layer, Layer):
        return Row(layer.kind, *numbers)
    return replace(
        Row("depthwise" if layer.depthwise else "conv", *numbers), channels=layer.out_channels
    )


def pools_of(design: Design) -> Stack:
    return (row_of(design.pooling),) if design.pooling else ()


POOL = Row("max", 2, 2)
STRIDED = DESIGNS["Strided convolutions, no pooling"]
OPENING = "Pool 2, then conv 2"
LESSONS = 4  # so many of the starts are no real network
STARTS: dict[str, tuple[Stack, int]] = (
    {  # name -> (rows, pixels along a side of the input)
        OPENING: ((POOL, Row("conv", 2)), 16),
        "Conv 2 without the pool": ((Row("conv", 2),), 16),
        "Three pools, then conv 3": ((POOL, POOL, POOL, Row("conv", 3)), 64),
        "Ten convs, no pool": ((Row("conv", 3),) * 10, 32),
    }
    | {
        f"Clown network, {name}": (
            tuple(
                row
                for channels in CHANNELS[1:]
                for row in (Row("conv", 3, design.stride, 1, channels=channels), *pools_of(design))
            ),
            SIDE,
        )
        for name, design in (("max pooling", DESIGNS["Max pooling"]), ("strides", STRIDED))
    }
    | {
        name: (tuple(row_of(layer) for layer in network.layers), network.input_size)
        for name, network in NETWORKS.items()
    }
)


def name_of(stack: Stack) -> str | None:
    """The name of a ready-made stack, or None for any other stack."""
    return next((name for name, (rows, _) in STARTS.items() if rows == stack), None)


def network_of(stack: Stack) -> Network | None:
    return NETWORKS.get(name_of(stack) or "")


def channels_in(stack: Stack) -> int:
    """The channels of the input: 3 for a colour picture, unless a network was made for grey."""
    network = network_of(stack)
    return network.channels if network else 3


# ---------------------------------------------------------------- in the address


def write(stack: Stack) -> str:
    """Write a stack as text: a ready-made stack by its name, any other layer by layer.

    >>> write((POOL, Row("conv", 5, channels=8)))
    'max_2_2_0_1*conv_5_1_0_1_8'
    """
    if name := name_of(stack):
        return name.replace(" ", "_").replace(",", "")
    rows = ((r.kind, r.kernel, r.stride, r.padding, r.dilation, r.channels) for r in stack)
    return "*".join("_".join(str(v) for v in row if v is not None) for row in rows)


NAMED = {write(rows): rows for rows, _ in STARTS.values()}


def read(text: str) -> Stack:
    """Read what :func:`write` wrote. Raise ValueError, with the rule, for anything else."""
    if text in NAMED:
        return NAMED[text]
    try:
        return checked([row_from(part) for part in text.split("*")])
    except (ValueError, TypeError):
        raise ValueError(
            f"1 to {MOST_LAYERS} layers such as max_2_2_0_1 "
            "(kind, kernel, stride, padding, dilation)"
        ) from None


def row_from(text: str) -> Row:
    kind, *numbers = text.split("_")
    if len(numbers) not in (4, 5) or not text.isascii():
        raise ValueError("not a row")
    return Row(kind, *map(int, numbers))


# ---------------------------------------------------------------- what can be shown


def checked(rows: Sequence[Row]) -> Stack:
    """Return the rows if they are allowed, or raise ValueError with a message for learners."""
    if not 1 <= len(rows) <= MOST_LAYERS:
        raise ValueError(f"A stack has 1 to {MOST_LAYERS} layers; this one has {len(rows)}.")
    for number, row in enumerate(rows, 1):
        if row.kind not in LAYER_NAMES:
            raise ValueError(f"Layer {number}: choose what kind of layer it is.")
        for name in NUMBERS:
            value, (low, high) = getattr(row, name), RANGES[name]
            if value is None and name == "channels":
                continue
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise ValueError(
                    f"Layer {number}: {name} must be a whole number from {low} to {high}."
                )
    return tuple(rows)


WIDEST = 9999  # pixels: the largest receptive field, and the largest jump to the next one
MOST_COMPARED = 60e6  # how many values all max and min windows of a stack may read together


def layers_of(stack: Stack, n: int) -> Layers:
    """Return the layers if they fit an input of n x n pixels, or raise ValueError for learners.

    It also refuses stacks that would take too much memory or time on the server.
    """
    layers: list[Layer | Conv] = []
    side, compared = n, 0.0
    for number, row in enumerate(stack, 1):
        start = f"Layer {number}, {row.name}: "
        try:
            layer = row.layer()
            after = trace([layer], side)[-1].output_size
        except ValueError as reason:
            raise ValueError(start + why(reason, row, side)) from None
        layers.append(layer)
        field = trace(layers, n)[-1]
        compared += (after * row.kernel) ** 2 if row.kind in ("max", "min") else 0
        if after > INPUT[-1]:
            raise ValueError(
                f"{start}its padding makes a map of {after} pixels; at most {INPUT[-1]} can be "
                "shown. Choose less padding."
            )
        if max(field.size, field.jump) > WIDEST:
            raise ValueError(
                f"{start}its receptive field or its jump would be larger than {WIDEST:,} pixels. "
                "Choose smaller strides or kernels."
            )
        if compared > MOST_COMPARED:
            raise ValueError(
                f"{start}so many wide windows take too long here. Choose a smaller kernel or input."
            )
        side = after
    return tuple(layers)


def why(reason: ValueError, row: Row, came: int) -> str:
    """Tell a learner why a layer does not fit a map ``came`` pixels wide, and what to do.

    The messages of the package are for programmers, so they are not shown here.
    """
    span = row.dilation * (row.kernel - 1) + 1
    if "`dilation`" in str(reason):
        return "average pooling has no dilation. Set it to 1, or choose another kind."
    if "`padding`" in str(reason):
        most = row.kernel // 2 if row.pools else span - 1
        rule = "half of the kernel size" if row.pools else "one less than the window is wide"
        return f"padding can be at most {most} here: {rule}. Choose {most}, or a larger kernel."
    padding = f", {came + 2 * row.padding} with its padding" if row.padding else ""
    return (
        f"its window is {span} {plural(span, 'pixel', 'pixels')} wide, but its input is only "
        f"{came}{padding}. Choose a smaller kernel, or a larger input."
    )


# ---------------------------------------------------------------- changing it


def removed(stack: Stack, place: int) -> Stack:
    return stack[:place] + stack[place + 1 :]


def moved(stack: Stack, place: int, by: int) -> Stack:
    """Move a row by some places, later in the stack if ``by`` is above 0.

    >>> [row.name for row in moved((POOL, Row("conv", 5)), 0, 1)]
    ['conv 5×5', 'max 2×2']
    """
    rest = removed(stack, place)
    return (*rest[: place + by], stack[place], *rest[place + by :])


def changed(row: Row, name: str, value: Any) -> Row:
    """A row with one other setting. A convolution that becomes a pool gets size 2 and stride 2.

    >>> changed(Row("conv", 3, padding=1), "kind", "max")
    Row(kind='max', kernel=2, stride=2, padding=0, dilation=1, channels=None)
    """
    new = replace(row, **{name: value})
    if new.pools and not row.pools:
        return Row(new.kind, 2, 2)
    if new.kind == "avg":
        new = replace(new, dilation=1)
    return replace(new, padding=min(new.padding, most_padding(new)))


def most_padding(row: Row) -> int:
    most = row.kernel // 2 if row.pools else row.dilation * (row.kernel - 1)
    return min(most, RANGES["padding"][1])


def needed(stack: Stack, outputs: int) -> int:
    """The smallest input, in pixels along a side, of which a stack makes so many outputs.

    >>> needed((POOL, POOL, POOL, Row("conv", 3)), 1)
    24
    """
    for row in reversed(stack):
        span = row.dilation * (row.kernel - 1) + 1
        outputs = max((outputs - 1) * row.stride + span - 2 * row.padding, 1)
    return outputs


def groups(stack: Stack) -> list[tuple[int, int, int]]:
    """Equal layers of a deep stack together: (first row, how many rows, how often they repeat).

    >>> groups((Row(),) * 10)
    [(0, 1, 10)]
    """
    found, place = [], 0
    shapes = [replace(row, channels=None) for row in stack]
    while place < len(stack):
        best = (1, 1)
        for rows in (1, 2, 3) if len(stack) > FEW else ():
            block, times = shapes[place : place + rows], 1
            while shapes[place + times * rows : place + (times + 1) * rows] == block:
                times += 1
            if times > 1 and rows * times > best[0] * best[1]:
                best = (rows, times)
        found.append((place, *best))
        place += best[0] * best[1]
    return found
