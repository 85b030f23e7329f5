"""The right answers, by plain loops that know nothing of pooling/.

``right_answer(question)`` reads the facts of a question alone.
"""

import math

from lab.check_yourself.questions import Question

ENDS = {"max": max, "min": min, "avg": lambda cells: sum(cells) / len(cells)}


def starts(n, k, s, before=0, after=0):
    """Where the windows start along a side; whole windows only."""
    return list(range(-before, n + after - k + 1, s))


def window(grid, k, row, column):
    """The cells of a window that are inside the grid."""
    inside = range(len(grid))
    return [
        grid[r][c]
        for r in range(row, row + k)
        for c in range(column, column + k)
        if r in inside and c in inside
    ]


def pooled(grid, kind, k, s, pads=(0, 0), counted=False):
    def output(row, column):
        cells = window(grid, k, row, column)
        return sum(cells) / k**2 if counted else ENDS[kind](cells)

    places = starts(len(grid), k, s, *pads)
    return [[output(r, c) for c in places] for r in places]


def moved(grid, down, right, fill="zero"):
    n = len(grid)

    def cell(r, c):
        if fill == "wrap":
            return grid[r % n][c % n]
        if fill == "edge":
            return grid[min(max(r, 0), n - 1)][min(max(c, 0), n - 1)]
        return grid[r][c] if r in range(n) and c in range(n) else 0

    return [[cell(r - down, c - right) for c in range(n)] for r in range(n)]


def flat(grid):
    return [value for row in grid for value in row]


def same(a, b):
    return sum(math.isclose(x, y) for x, y in zip(flat(a), flat(b), strict=True))


def survivors(a, b):
    left, count = flat(b), 0
    for value in flat(a):
        if value in left:
            left.remove(value)
            count += 1
    return count


def field(sizes):
    """The receptive field of layers with these (kernel, stride): walk back from one output."""
    low = high = 0
    for k, s in reversed(sizes):
        low, high = low * s, high * s + k - 1
    return high - low + 1


def same_pads(n, k, s):
    total = max((math.ceil(n / s) - 1) * s + k - n, 0)
    return total // 2, total - total // 2


def size(n, k, s, p, ceil):
    """Windows that fit; with ceil mode also one that begins in the input and ends after it."""
    whole = starts(n, k, s, p, p)
    more = whole[-1] + s
    return len(whole) + (ceil and whole[-1] + k < n + p and more < n)


# ---------------------------------------------------------------- right answers


def right_answer(question: Question) -> object:
    """A grid, a number, or a sentence."""
    f = question.facts
    grid = None if question.grid is None else question.grid.tolist()
    match question.topic:
        case "Max pooling" | "Average pooling":
            return pooled(grid, f["kind"], f["kernel"], f["stride"])
        case "Shift, then pool":
            shifted = moved(grid, f["down"], f["right"], f["fill"])
            return pooled(shifted, "max", f["kernel"], f["stride"])
        case "A second round":
            once = pooled(grid, f["kind"], f["kernel"], f["stride"])
            return pooled(once, f["kind"], f["kernel"], f["stride"])
        case "What stays":
            return same(*before_and_after(grid, f))
        case "Padding and “same”" if f["case"] == "size":
            return math.ceil(f["n"] / f["stride"])
        case "Padding and “same”":
            return border(grid, f)
        case "Output size":
            return size(f["n"], f["kernel"], f["stride"], f["padding"], f["ceil"])
        case "Receptive field":
            return field([*f["pools"], (f["last"], 1)])
        case "Nonlinearity and gradients":
            return nonlinear(grid, f)
        case "Invariant or equivariant" if grid is None:
            return f["outputs"] * math.prod(s for _, s in f["sizes"])
        case "Invariant or equivariant":
            return verdict(grid, f)
    raise AssertionError(question.topic)


def before_and_after(grid, f, kind="max", way=1, fill="zero"):
    shifted = moved(grid, way * f["down"], way * f["right"], fill)
    return [pooled(x, kind, f["kernel"], f["stride"]) for x in (grid, shifted)]


def border(grid, f):
    pads = same_pads(len(grid), f["kernel"], f["stride"]) if f["case"] == "same" else (1, 1)
    found = pooled(grid, f["kind"], f["kernel"], f["stride"], pads, f["case"] == "counted")
    return found[-1][-1] if f["case"] == "same" else found[0][0]


def border_window(grid, f):
    """The cells of the grid in the window that is asked about."""
    k, s = f["kernel"], f["stride"]
    pads = same_pads(len(grid), k, s) if f["case"] == "same" else (1, 1)
    place = starts(len(grid), k, s, *pads)[-1 if f["case"] == "same" else 0]
    return window(grid, k, place, place)


def verdict(grid, f):
    before, after = before_and_after(grid, f, fill=f["fill"])
    step = [(x > 0) - (x < 0) for x in (f["down"], f["right"])]
    if before == after:
        return "Invariant: no output changes."
    if moved(before, *step, f["fill"]) == after:
        return "Equivariant: all outputs shift by one cell."
    return "Neither invariant nor equivariant."


def nonlinear(grid, f):
    end = ENDS[f["kind"]]
    match f["case"]:
        case "gradient":
            return f["upstream"] * sum(shares(grid, f, f["kind"]))
        case "sum":
            return end([a + b for a, b in zip(f["a"].flat, f["b"].flat, strict=True)])
        case "factor":
            return end([f["c"] * a for a in f["a"].flat])
    return end([f["end"], 2, 1, -3]) - end([f["start"], 2, 1, -3])


def shares(grid, f, kind):
    """The share of the gradient that each window with the input passes to it."""
    k, (row, column) = f["kernel"], f["place"]
    places = starts(len(grid), k, f["stride"])
    found = [(r, c) for r in places for c in places if r <= row < r + k and c <= column < c + k]
    if kind == "avg":
        return [1 / k**2 for _ in found]
    return [max(window(grid, k, r, c)) == grid[row][column] for r, c in found]
