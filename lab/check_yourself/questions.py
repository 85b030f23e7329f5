"""Ten questions from a seed, with computed answers, wrong options and reasons.

The same seed always gives the same test. The package ``pooling`` computes the right answers. The
wrong options come from common misconceptions, and each has a sentence that says what is wrong.
Does not use Streamlit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lab.beyond_linear.linearity import smallest_counterexample
from lab.check_yourself import true_false
from lab.data.cells import Cells, grid_text
from lab.receptive_field import stacks
from lab.receptive_field.stacks import Row
from lab.words import numbers, sums
from pooling import Layer, compare, output_size, trace, translate
from pooling.arguments import Kind

Random = np.random.Generator

COUNT = 10
GRID_LAB, FIELD_LAB = "pages/grid_lab.py", "pages/receptive_field.py"
LINEAR_LAB = "pages/beyond_linear.py"


@dataclass(frozen=True)
class Option:
    """One option to choose. ``because`` says why it is wrong, and is empty for the right one."""

    text: str
    because: str = ""


@dataclass(frozen=True)
class Question:
    """One question. The answer is a grid to fill in, or one of several options."""

    topic: str
    text: str  # Markdown
    why: str  # Markdown: how to get the right answer
    page: str  # the page to try it on: a script of pages/
    link: Mapping[str, str]  # the settings of that page for this question
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the question was made from
    grid: Cells | None = None  # shown with the question
    truth: Cells | None = None  # the right answer, if the learner fills in a grid
    options: tuple[Option, ...] = ()

    @property
    def right(self) -> int:
        """The index of the right option, from 0."""
        return next(i for i, option in enumerate(self.options) if not option.because)


def test_of(seed: int) -> list[Question]:
    """Make the ten questions of a seed."""
    rng = np.random.default_rng(seed)
    judged = true_false.some(rng, 2)
    return [
        pool(rng, "max"),
        pool(rng, "avg"),
        shifted(rng),
        survivors(rng),
        padding(rng),
        size(rng),
        receptive_field(rng),
        linear(rng),
        *(judge(claim) for claim in judged),
    ]


def options_of(rng: Random, right: str, wrong: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    """Shuffle the right answer and up to three wrong ones. No text occurs twice."""
    found = {right: Option(right)}
    for text, because in wrong:
        if text not in found and len(found) < 4:
            found[text] = Option(text, because)
    return tuple(rng.permutation(np.array(list(found.values()), object)).tolist())


def random_grid(rng: Random) -> Cells:
    return rng.integers(0, 10, (4, 4)).astype(np.float64)


# ---------------------------------------------------------------- grids to fill


def pool(rng: Random, kind: Kind) -> Question:
    grid, layer = random_grid(rng), Layer(kind, 2)
    return Question(
        topic=f"{numbers.NAMES[kind]} pooling",
        text=f"Apply **{numbers.NAMES[kind].lower()} pooling** with 2 × 2 windows and stride 2.",
        why=all_sums(layer, grid),
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), pool=kind),
        facts=dict(kind=kind, right=0),
        grid=grid,
        truth=layer(grid),
    )


def shifted(rng: Random) -> Question:
    grid, layer = random_grid(rng), Layer("max", 2)
    right = int(rng.choice([-1, 1]))
    moved = translate(grid, right=right)
    way = "right" if right > 0 else "left"
    return Question(
        topic="Shift, then pool",
        text=f"The grid shifts by **one pixel to the {way}**, and zeros enter at the border. Then "
        "apply max pooling with 2 × 2 windows. What are the outputs?",
        why=all_sums(layer, moved),
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), pool="max", right=str(right)),
        facts=dict(kind="max", right=right),
        grid=grid,
        truth=layer(moved),
    )


def all_sums(layer: Layer, grid: Cells) -> str:
    """Write out how each output is computed, one output on each line."""
    rows, columns = layer(grid).shape
    return "\n".join(
        f"- row {r + 1}, column {c + 1}: `{sums.written_out(layer, grid, r, c)}`"
        for r in range(rows)
        for c in range(columns)
    )


# ---------------------------------------------------------------- numbers to choose


def survivors(rng: Random) -> Question:
    """Ask how many outputs keep their place. The lesson mixes this up with surviving somewhere."""
    layer = Layer("max", 2)
    while True:  # try grids until the two scores differ
        grid = random_grid(rng)
        before, after = layer(grid), layer(translate(grid, right=1))
        scores = compare(before, after)
        same, alive = round(4 * scores.same_place), round(4 * scores.survivors)
        if same != alive:
            break
    wrong = [
        (str(alive), "That many survive somewhere; but not all of them at the same place."),
        *((str(n), "Pool both, and compare cell by cell.") for n in (0, 1, 2, 3, 4)),
    ]
    return Question(
        topic="What survives a shift",
        text="Apply 2 × 2 max pooling before and after the grid shifts by one pixel to the right "
        "(zeros enter). **How many of the four outputs stay the same in the same cell?**",
        why=f"Before: {rows_text(before)}; after: {rows_text(after)}. Same cell: {same} of 4. "
        f"Somewhere: {alive} of 4.",
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), pool="max", right="1"),
        facts=dict(kind="max"),
        grid=grid,
        options=options_of(rng, str(same), wrong),
    )


def rows_text(grid: Cells) -> str:
    return "; ".join(", ".join(numbers.number(v) for v in row) for row in grid.tolist())


def padding(rng: Random) -> Question:
    """Ask what padding does. It never wins a maximum. In a mean, it may count as zeros or not."""
    case = str(rng.choice(["max", "counted", "uncounted"]))
    value = int(rng.integers(1, 5)) * 4 * (-1 if case == "max" else 1)
    grid = rng.integers(-9 if case == "max" else 1, 10, (4, 4)).astype(np.float64)
    grid[0, 0] = value
    kind: Kind = "max" if case == "max" else "avg"
    layer = Layer(kind, 2, padding=1, count_include_pad=case != "uncounted")
    zero = "For max pooling, padding is minus infinity, so it is never the largest."
    four = "Here padding does not count: the mean is over one cell."
    reasons = {
        "max": {
            0: zero,
            value / 4: "That is the mean, with padding counted as zeros.",
            -value: "Padding does not change signs.",
        },
        "counted": {
            value: "Here padding counts: three zeros are in the mean.",
            value / 2: "The corner window holds one pixel and three cells of padding.",
            0: "The pixel is in the mean too.",
        },
        "uncounted": {value / 4: four, value / 2: four, 0: "The pixel is in the mean."},
    }[case]
    how = {
        "max": "max pooling",
        "counted": "average pooling that **counts** its padding",
        "uncounted": "average pooling that does **not count** its padding",
    }[case]
    return Question(
        topic="Padding",
        text=f"Padding 1, then {how}, 2 × 2 windows, stride 2. **What is the output in the top "
        "left corner?**",
        why=f"`{sums.written_out(layer, grid, 0, 0)}`",
        page=GRID_LAB,
        link=dict(grid=grid_text(grid), pool=kind, p="1", count=str(int(case != "uncounted"))),
        facts=dict(case=case, value=value),
        grid=grid,
        options=options_of(
            rng,
            numbers.number(float(layer(grid)[0, 0])),
            [(numbers.number(v), because) for v, because in reasons.items()],
        ),
    )


def size(rng: Random) -> Question:
    """Ask for the output size. Wrong options round differently, or forget a part of the formula."""
    n, k, s = int(rng.integers(12, 33)), int(rng.integers(2, 6)), int(rng.integers(2, 4))
    p = int(rng.integers(0, k // 2 + 1))
    right = output_size(n, k, s, p)
    wrong = [
        (
            output_size(n, k, s, p, ceil_mode=True),
            "That is rounded up, but a whole window must fit.",
        ),
        (right - 1, "The + 1 is missing: the first window counts too."),
        (output_size(n, k, s), "You left out the padding."),
        ((n + p - k) // s + 1, "Padding is added on both sides."),
        (n // s, "That would be right for a kernel as large as the stride, without padding."),
        (n - k + 1, "That is for stride 1."),
        (right + 1, "One too many: the last window would not fit."),
    ]
    return Question(
        topic="Output size",
        text=f"{n} pixels along a side; kernel {k}, stride {s}, padding {p}. **How many outputs "
        "along a side?**",
        why=f"⌊({n} + 2 · {p} − {k}) / {s}⌋ + 1 = {right}",
        page=FIELD_LAB,
        link=dict(stack=f"max_{k}_{s}_{p}_1", n=str(n), layer="1", picture="Cat"),
        facts=dict(n=n, k=k, s=s, p=p),
        options=options_of(rng, str(right), [(str(v), why) for v, why in wrong]),
    )


def receptive_field(rng: Random) -> Question:
    """Ask for the receptive field after some pooling layers and a convolution."""
    pools, k = int(rng.integers(1, 4)), int(rng.integers(2, 6))
    stack = (*(Row("max", 2, 2),) * pools, Row("conv", k))
    layers = stacks.layers_of(stack, 64)
    right, jump = trace(layers, 64)[-1].size, 2**pools
    wrong = [
        (pools + k, "You left out the strides: each pooling layer doubles what later layers add."),
        (2 * pools + k, "Kernels do not simply add up."),
        (k, "That is its window in the last feature map, not in the input."),
        ((k - 1) * jump + 1, "Each unit of the last feature map depends on more than one pixel."),
        (2 * jump * k, "That is too wide: neighbouring receptive fields touch. There are no gaps."),
    ]
    rounds = f"{pools} {numbers.plural(pools, 'round', 'rounds')} of 2 × 2 pooling (stride 2)"
    return Question(
        topic="Receptive field",
        text=f"{rounds}, then a {k} × {k} convolution. **On how many input pixels does one unit "
        "depend, along a side?**",
        why=f"After pooling, a unit depends on {jump} pixels, and its neighbour starts {jump} "
        f"pixels later (the jump). The convolution adds {k} − 1 jumps: "
        f"{jump} + ({k} − 1) · {jump} = {right}.",
        page=FIELD_LAB,
        link=dict(stack=stacks.write(stack), n="64", layer=str(pools + 1)),
        facts=dict(pools=pools, k=k),
        options=options_of(rng, str(right), [(str(v), why) for v, why in wrong]),
    )


# ---------------------------------------------------------------- sentences to choose


def linear(rng: Random) -> Question:
    """Ask which operation is linear, or which is not."""
    keeps = {
        "Average pooling": "It is a convolution with equal weights, and keeps sums.",
        "A convolution without a bias": "It is a weighted sum, and keeps sums.",
        "Multiplying every pixel by 3": "3 (A + B) = 3 A + 3 B.",
    }
    breaks = {
        "Max pooling": "The largest of a sum is not the sum of the largest.",
        "Min pooling": "The smallest of a sum is not the sum of the smallest.",
        "ReLU": "ReLU(−1 + 1) = 0, but ReLU(−1) + ReLU(1) = 1.",
    }
    asks_linear = bool(rng.integers(2))
    rights, wrongs = (keeps, breaks) if asks_linear else (breaks, keeps)
    right = str(rng.choice(list(rights)))
    kind = KIND_OF.get(right, "max")
    a, b = example("max" if kind == "avg" else kind)
    asked = "keeps" if asks_linear else "breaks"
    return Question(
        topic="Linearity",
        text=f"Only one of these **{asked}** f(A + B) = f(A) + f(B) "
        f"for {'all grids' if asks_linear else 'some grids'} A and B. Which?",
        why=f"{right}: {rights[right]}",
        page=LINEAR_LAB,
        link=dict(a=grid_text(a), b=grid_text(b), kind=kind),
        facts=dict(asks_linear=asks_linear),
        options=options_of(rng, right, list(wrongs.items())),
    )


KIND_OF: dict[str, Kind] = {"Average pooling": "avg", "Max pooling": "max", "Min pooling": "min"}


def example(kind: Kind) -> tuple[Cells, Cells]:
    """Two grids A and B for which f(A + B) is not f(A) + f(B)."""
    found = smallest_counterexample(kind)
    assert found is not None
    return found


def judge(claim: true_false.Statement) -> Question:
    """Ask whether a sentence is true or false. The solution shows the evidence."""
    holds, evidence = claim.evidence()
    forgets = "It is false: see the counterexample." if not holds else "It is always true."
    return Question(
        topic="True or false",
        text=f"True or false? **{claim.text}**",
        why=evidence,
        page=claim.page,
        link=claim.link,
        facts=dict(claim=claim.text, holds=holds),
        options=(
            Option("True", "" if holds else forgets),
            Option("False", forgets if holds else ""),
        ),
    )
