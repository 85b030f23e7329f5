"""What each misconception gives, by plain loops: see plain_answers.py."""

import math
from itertools import accumulate
from operator import mul

from lab.check_yourself.questions import Question
from tests.unit.plain_answers import (
    ENDS,
    before_and_after,
    border,
    border_window,
    field,
    flat,
    moved,
    nonlinear,
    pooled,
    right_answer,
    same,
    same_pads,
    shares,
    size,
    starts,
    survivors,
)


def slip_value(question: Question, name: str) -> float:
    """What a misconception gives."""
    return slip_table(question)[name]


def slip_table(question: Question) -> dict[str, float]:
    """What each misconception about a topic gives."""
    f = question.facts
    grid = None if question.grid is None else question.grid.tolist()
    match question.topic:
        case "What stays":
            return slips_of_staying(grid, f)
        case "Padding and “same”" if f["case"] == "size":
            return slips_of_same(f)
        case "Padding and “same”":
            return slips_of_border(grid, f)
        case "Output size":
            return slips_of_size(f)
        case "Receptive field":
            return slips_of_field(f)
        case "Invariant or equivariant":
            return slips_of_stride(f)
    return slips_of_nonlinear(grid, f)


def slips_of_staying(grid, f):
    before, after = before_and_after(grid, f)
    count = len(flat(before))
    return {
        "somewhere": survivors(before, after),
        "changed": count - same(before, after),
        "other way": same(*before_and_after(grid, f, way=-1)),
        "edge": same(*before_and_after(grid, f, fill="edge")),
        "average": same(*before_and_after(grid, f, kind="avg")),
        "input": same(grid, moved(grid, f["down"], f["right"])),
        "all": count,
        "none": 0,
    }


def slips_of_border(grid, f):
    k, s, kind = f["kernel"], f["stride"], f["kind"]
    inside, whole, at = border_window(grid, f), flat(grid), -1 if f["case"] == "same" else 0
    return {
        "no padding": pooled(grid, kind, k, s)[at][at],
        "zeros": max(*inside, 0),
        "mean": sum(inside) / len(inside),
        "smallest": min(inside),
        "sum": sum(inside),
        "sign": abs(border(grid, f)),
        "whole grid": ENDS[kind](whole),
        "largest": max(inside),
        "kernel": sum(inside) / k,
        "zero": 0,
        "padded grid": sum(whole) / (len(grid) + 2) ** 2,
        "uncounted": sum(inside) / len(inside),
        "counted": sum(inside) / k**2,
        "padding 1": pooled(grid, kind, k, s, (1, 1))[-1][-1],
    }


def slips_of_same(f):
    """Half of the kernel as padding gives one more, or what is right: it is never an option."""
    n, k, s = f["n"], f["kernel"], f["stride"]
    return {
        "unchanged": n,
        "rounded": n // s,
        "valid": len(starts(n, k, s)),
        "stride 1": len(starts(n, k, 1)),
        "kernel": math.ceil(n / k),
        "one more": n // s + 1,
        "padded": n + 2 * (k // 2),
        "one less": math.ceil(n / s) - 1,
    }


def by_formula(room, stride, ceil):
    return (math.ceil if ceil else math.floor)(room / stride) + 1


def slips_of_size(f):
    n, k, s, p, ceil = (f[name] for name in ("n", "kernel", "stride", "padding", "ceil"))
    formula = by_formula(n + 2 * p - k, s, ceil)
    return {
        "rounding": size(n, k, s, p, not ceil),
        "no one": formula - 1,
        "one side": by_formula(n + p - k, s, ceil),
        "kernel": by_formula(n + 2 * p, s, ceil),
        "stride 1": len(starts(n, k, 1, p, p)),
        "divided": n // s,
        "by kernel": (n + 2 * p) // k,
        "padded": n + 2 * p,
        "no padding": size(n, k, s, 0, ceil),
        "dropped": formula,
    }


def slips_of_field(f):
    pools, last = f["pools"], f["last"]
    kernels, strides = [*(k for k, _ in pools), last], [s for _, s in pools]
    jump, before = math.prod(strides), field(pools)
    after = [*accumulate(strides, mul), jump]
    return {
        "no strides": field([(k, 1) for k in kernels]),
        "added": sum(kernels),
        "multiplied": math.prod(kernels),
        "last": last,
        "points": (last - 1) * jump + 1,
        "early": 1 + sum((k - 1) * j for k, j in zip(kernels, after, strict=True)),
        "gaps": last * before,
        "jumps": last * jump,
        "pooling": before,
        "doubled": 2 * field([*pools, (last, 1)]),
    }


def slips_of_stride(f):
    kernels, strides = zip(*f["sizes"], strict=True)
    outputs, jump = f["outputs"], math.prod(strides)
    return {
        "added": outputs * sum(strides),
        "last": outputs * strides[-1],
        "kernels": outputs * math.prod(kernels),
        "field": field(f["sizes"]),
        "outputs": outputs,
        "one less": (outputs - 1) * jump,
        "one more": (outputs + 1) * jump,
        "double": 2 * outputs * jump,
    }


def slips_of_nonlinear(grid, f):
    right = nonlinear(grid, f)
    if f["case"] == "gradient":
        g, area = f["upstream"], f["kernel"] ** 2
        row, column = f["place"]
        windows = len(shares(grid, f, "avg"))
        outputs = len(starts(len(grid), f["kernel"], f["stride"])) ** 2
        once = g / area if f["kind"] == "avg" else g
        return {
            "value": g * grid[row][column],
            "all outputs": g * outputs,
            "one more": right + (g if f["kind"] == "max" else g / area),
            "divided": g / f["kernel"],
            "every window": g * windows,
            "whole": g * windows,
            "shared": g * windows / area,
            "undivided": g,
            "once": once,
            "nothing": 0,
        }
    if f["case"] == "hinge":
        start, end, low = f["start"], f["end"], ENDS[f["kind"]]([f["start"], 2, 1, -3])
        rise = end - start
        parts = dict(line=rise, half=rise / 2, share=rise / 4, third=rise / 3, pixel=end, nothing=0)
        hinge = max(end, 2) - max(start, 2)
        return {**parts, "end": low + right, "start": low, "other": end - low, "hinge": hinge}
    a = f["a"].ravel().tolist()
    if f["case"] == "factor":
        c, mean = f["c"], sum(a) / 4
        return {
            "unmultiplied": max(a),
            "sign": -c * max(a),
            "added": max(a) + c,
            "smallest": min(a),
            "turned": -c * mean,
            "unmultiplied mean": mean,
            "sum": c * sum(a),
            "order": c * max(a),
            "mean": c * mean,
            "largest": c * min(a),
            "least": c * max(a),
        }
    b = f["b"].ravel().tolist()
    both = [x + y for x, y in zip(a, b, strict=True)]
    return {
        "largest of both": max(*a, *b),
        "a alone": max(a),
        "b alone": max(b),
        "smallest": min(both),
        "sum": sum(both),
        "place": both[a.index(max(a))],
        "parts": max(a) + max(b),
        "mean": sum(both) / 4,
        "largest": max(both),
        "halved": right / 2,
        "doubled": right * 2,
    }


# ---------------------------------------------------------------- grids and reasons


def wrong_grids(question: Question) -> list[tuple[list[list[float]], str]]:
    """What each misconception about a grid gives, and the words that tell it."""
    f, grid, fills = question.facts, question.grid.tolist(), ("zero", "edge", "wrap")
    kind, k, s = f["kind"], f["kernel"], f["stride"]

    def outputs(kind, x=grid):
        return pooled(x, kind, k, s)

    match question.topic:
        case "Max pooling":
            above = [[max(v, 0) for v in row] for row in outputs("max")]
            return [(outputs("avg"), "means"), (outputs("min"), "smallest"), (above, "negative")]
        case "Average pooling":
            sums, parts = ([[v * by for v in row] for row in outputs("avg")] for by in (k * k, k))
            by = f"by {k * k}"
            return [(outputs("max"), "largest"), (sums, by), (parts, f"{by}, not by {k}.")]
        case "Shift, then pool":
            ways = [(0, f["fill"]), (-1, f["fill"]), *((1, x) for x in fills if x != f["fill"])]
            enters = (
                f"Here, {dict(zip(fills, ('zero', 'the cells', 'what'), strict=True))[f['fill']]}"
            )
            told = ("without the shift", "the other way", enters, enters)
            shifts = (moved(grid, way * f["down"], way * f["right"], fill) for way, fill in ways)
            return list(zip((outputs("max", x) for x in shifts), told, strict=True))
    other, told = ("avg", "means") if kind == "max" else ("max", "largest")
    both, one = (outputs(other, outputs(first)) for first in (other, kind))
    return [(both, f"You took the {told}"), (one, f"In the second round you took the {told}")]


def told_numbers(question: Question, name: str) -> list[int]:
    """The whole numbers that the reason of a misconception tells, in their order."""
    f = question.facts
    grid = None if question.grid is None else question.grid.tolist()
    k, s, case, outputs = (f.get(name) for name in ("kernel", "stride", "case", "outputs"))
    match question.topic, case:
        case "What stays", _:
            told = {"somewhere": [right_answer(question)]}
        case "Padding and “same”", "size":
            n, right = f["n"], right_answer(question)
            told = {"rounded": [n, s], "one more": [n, s, right, 1], "one less": [n, s]}
            told |= {"unchanged": [1], "stride 1": [1], "padded": [k // 2]}
        case "Padding and “same”", _:
            by = k**2 if case == "counted" else len(border_window(grid, f))
            told = dict(sum=[by], kernel=[by, k], counted=[by], uncounted=[by], zeros=[0])
            told["padding 1"] = [1, *same_pads(len(grid), k, s)]
            if f["kind"] == "max":
                del told["sum"]
        case "Output size", _:
            told = {"no one": [1], "stride 1": [1]}
        case "Receptive field", _:
            told = {"points": [field(f["pools"])]}
        case "Invariant or equivariant", _:
            less, more = ([outputs + by, outputs] for by in (-1, 1))
            told = {"one less": less, "one more": more, "double": [2 * outputs]}
        case _, "gradient":
            wins = windows_with(grid, f, f["kind"])
            told = {"one more": [wins + 1, wins], "whole": [k**2], "undivided": [k**2]}
            told |= {"divided": [k**2, k], "once": [wins] if f["kind"] == "avg" else []}
        case _, "factor":
            told = {} if name == "smallest" else {name: [-f["c"]]}
        case _, "hinge":
            told = {"nothing": [2]} if f["kind"] == "max" else {}
        case _:
            told = {}
    return told.get(name, [])


def windows_with(grid, f, kind):
    """How many windows pass some gradient to the input."""
    return sum(map(bool, shares(grid, f, kind)))


def is_true(question: Question, name: str) -> bool:
    """Whether the reason of a misconception is true. Most reasons always are."""
    f = question.facts
    grid = None if question.grid is None else question.grid.tolist()
    match question.topic, f.get("case"), name:
        case "What stays", _, "input":  # more cells than outputs would say too much
            return slip_value(question, "input") <= slip_value(question, "all")
        case "Padding and “same”", "size", "one more":
            return f["n"] % f["stride"] == 0
        case "Padding and “same”", "same", "padding 1":
            return same_pads(len(grid), f["kernel"], f["stride"]) != (1, 1)
        case "Output size", _, "dropped":
            return slip_value(question, "dropped") > right_answer(question)
        case "Output size", _, _ if slip_value(question, name) == slip_value(question, "dropped"):
            return False  # the formula gives it, and "dropped" says what is wrong with that
        case "Output size", _, "by kernel":
            return f["kernel"] != f["stride"]
        case "Receptive field", _, "gaps":
            return field(f["pools"]) > math.prod(s for _, s in f["pools"])
        case "Invariant or equivariant", _, "one less":
            return f["outputs"] > 1
        case _, "gradient", "all outputs":
            outputs = len(starts(len(grid), f["kernel"], f["stride"])) ** 2
            return windows_with(grid, f, "avg") < outputs
        case _, "gradient", "nothing":
            return windows_with(grid, f, f["kind"]) > 0
        case _, "gradient", "once":
            return windows_with(grid, f, f["kind"]) > 1
        case _, "hinge", "line":
            return nonlinear(grid, f) < f["end"] - f["start"]
        case _, "hinge", "nothing" if f["kind"] == "max":
            return f["end"] > 2
    return True
