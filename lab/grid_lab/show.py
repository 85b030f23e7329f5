"""The grid lab's bench, and the question that covers a part of it."""

from lab.components import bench
from lab.components.bench import Ask, Row, Slider
from lab.draw.colours import span_of
from lab.grid_lab import words
from lab.grid_lab.settings import BETS, DOWN, LOOKED, REACH, RIGHT, WINDOW
from lab.grid_lab.stage import Stage
from lab.grid_lab.start import remember, use
from lab.inputs.predict import ZERO
from lab.page import address, modes
from lab.words.numbers import NAMES
from pooling.arguments import Array

KEY = "Grid lab.stage"
COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def is_covered() -> bool:
    """Whether the pooled maps after the shift are covered now."""
    return not address.get(LOOKED)


def question(stage: Stage, shown: list[Row]) -> Ask | None:
    """Which outputs will stay? Asked until the learner has looked."""
    first = stage.pooled[0]
    address.keep(BETS, bench.bets(KEY, BETS.key, first.before.size))
    address.keep(LOOKED, bench.seen(KEY, LOOKED.key, address.get(LOOKED)))
    count = COUNTS[first.before.size] if first.before.size < len(COUNTS) else first.before.size
    name = NAMES[first.layer.kind]
    return Ask(
        f"Which of the {count} {name.lower()} outputs will stay the same? Tap them, then look.",
        covers=[grid.name for grid in shown[1].grids if grid.windows],
        seen=LOOKED.key,
        bets=BETS.key,
        on=[f"{name} after the shift"],
        needs_bet=modes.on("questions"),
        then="Drag the grid or a slider. Which outputs stay?",
    )


def show(stage: Stage, shown: list[Row], fixed: bool) -> None:
    """Show the bench; ``fixed`` has no sliders and asks nothing."""
    bench.show(
        KEY,
        shown,
        span=span_of([stage.grid, ZERO]),
        sliders=[]
        if fixed
        else [
            Slider("Shift right", "right", -REACH, REACH, RIGHT.key),
            Slider("Shift down", "down", -REACH, REACH, DOWN.key),
        ],
        ask=None if fixed else question(stage, shown),
        play=not fixed,
        lines=words.at_every_position(stage),
        lit=chosen_window(stage),
        on_block=paste,
    )


def chosen_window(stage: Stage) -> tuple[str, int] | None:
    """The output that an old link chose with ``window``, counted from 1."""
    number, first = address.get(WINDOW), stage.pooled[0]
    return (NAMES[first.layer.kind], number - 1) if 1 < number <= first.before.size else None


def paste(block: Array) -> None:
    """Take a pasted block of another size as the grid; Undo brings the old one back."""
    remember()
    use(block)
