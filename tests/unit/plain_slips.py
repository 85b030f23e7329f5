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
    same,
    shares,
    size,
    starts,
    survivors,
)


def slip_value(question: Question, name: str) -> float:
    """What a misconception gives."""
    f = question.facts
    grid = None if question.grid is None else question.grid.tolist()
    match question.topic:
        case "What stays":
            table = slips_of_staying(grid, f)
        case "Padding and “same”" if f["case"] == "size":
            table = slips_of_same(f)
        case "Padding and “same”":
            table = slips_of_border(grid, f)
        case "Output size":
            table = slips_of_size(f)
        case "Receptive field":
            table = slips_of_field(f)
        case "Invariant or equivariant":
            table = slips_of_stride(f)
        case _:
            table = slips_of_nonlinear(grid, f)
    return table[name]


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
    n, k, s = f["n"], f["kernel"], f["stride"]
    return {
        "unchanged": n,
        "rounded": n // s,
        "valid": len(starts(n, k, s)),
        "stride 1": len(starts(n, k, 1)),
        "kernel": math.ceil(n / k),
        "one more": n // s + 1,
        "padded": n + 2 * (k // 2),
        "half": len(starts(n, k, s, k // 2, k // 2)),
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
