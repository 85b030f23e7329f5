"""The question of the sweep: three curves to bet on, and then what is measured and the law."""

from lab.code.sweep import FARTHEST
from lab.draw import charts
from lab.inputs.ask import ask_first
from lab.page import address
from lab.page.charts import show_chart
from lab.page.frame import ink
from lab.shift_sweep import sweeps, words
from lab.shift_sweep.settings import BET, CURVES, LOOKED
from lab.words import numbers
from pooling import unchanged_probability
from pooling.arguments import Array
from pooling.sweep import Score, SweepKind

DISTANCES = range(FARTHEST + 1)
ASKED = 3  # rounds: their windows are as wide as the farthest shift
Lines = dict[str, list[float]]


def bets(window: int) -> Lines:
    """Three ways for a share to fall to 0 while the shift grows to the width of a window.

    >>> bets(8)["C"][:3]
    [1.0, 0.875, 0.75]
    """
    return {
        "A": [min(1.0, max(0.0, 2 - 2 * d / window)) for d in DISTANCES],
        "B": [unchanged_probability(window, d) for d in DISTANCES],
        "C": [max(0.0, 1 - d / window) for d in DISTANCES],
    }


def ask() -> None:
    """Three curves, a bet, and the button that shows what is measured."""
    ask_first(words.QUESTION, "Your bet", BET, CURVES, look)
    lines = {CURVES[name]: line for name, line in bets(2**ASKED).items()}
    draw(lines, tuple(charts.INK.values()), alt=words.CURVES_TEXT)


def look() -> None:
    address.put(LOOKED, True)


def show_law(found: Array, kind: SweepKind, score: Score, round_: int) -> None:
    """The score against the distance; for the share of unchanged max outputs, with the law.

    ``found`` holds the score of each round at shifts to the right: (rounds + 1, FARTHEST + 1).
    """
    lines: Lines = {"this picture": found[round_].tolist()}
    inks: list[str] = [charts.INK.get(kind, charts.INK["min"])]
    if round_:
        lines["round 0, no pooling"] = found[0].tolist()
        inks.append(charts.OTHER_INKS[0])
    drawn = ["lines+markers"] * len(lines)
    bet = address.get(BET)
    if kind == "max" and score == "same_place":
        lines["law of noise"] = [unchanged_probability(2**round_, d) for d in DISTANCES]
        lines["noise, measured"] = sweeps.noise_curve()[round_].tolist()
        inks += [charts.OTHER_INKS[1]] * 2
        drawn += ["lines", "markers"]
        if bet and round_ and bet != "B":
            lines[f"your bet, {bet}"] = bets(2**round_)[bet]
            inks.append(charts.INK["avg"])
            drawn.append("lines")
    share = score not in ("error", "mean")
    alt = f"{words.SCORES[score]}, by shift to the right. {numbers.curve_text(lines)}"
    draw(lines, inks, alt, drawn, y_name=words.SCORES[score], share=share)


def draw(
    lines: Lines,
    inks: tuple[str, ...] | list[str],
    alt: str,
    modes: list[str] | None = None,
    *,
    y_name: str = "unchanged outputs",
    share: bool = True,
) -> None:
    figure = charts.curves(
        lines,
        inks,
        modes=modes or ["lines"] * len(lines),
        x=DISTANCES,
        x_name="shift to the right, in pixels",
        y_name=y_name,
        ink=ink(),
        share=share,
        dashed=next((name for name in lines if name.startswith("your bet")), ""),
        height=190,
    )
    show_chart(figure, "Shift sweep.curve", alt=alt)
