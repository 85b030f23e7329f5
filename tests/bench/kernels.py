"""How fast the pooling functions are, as ratios in one run.

    .venv/bin/python -m tests.bench.kernels            every case
    .venv/bin/python -m tests.bench.kernels 1024x1024  only cases whose name holds this text

Each case runs pooling, NumPy's obvious spelling and a bare reference in turn, round after round,
and prints the median of the rounds' ratios, so that a noisy machine slows all three alike.
The references: ``memory`` reads the input once and writes the output once; ``call`` is one
``np.maximum`` of two 4 x 4 grids. The obvious spelling is ``reshape(...).max`` where the windows
tile the input, and ``sliding_window_view(...).max`` of the padded input elsewhere.
"""

import statistics
import sys
from collections.abc import Callable
from time import perf_counter

import numpy as np
import numpy.typing as npt

from pooling import Layer, avg_pool2d, max_pool2d, pool_rounds, shift_sweep, translate

SHAPES = [(4, 4), (32, 32), (3, 224, 224), (1024, 1024), (4096, 4096)]
DTYPES = ["uint8", "float32"]
WINDOWS = {  # name: kernel_size, stride, padding
    "k2s2": (2, 2, 0),
    "k3s2p1": (3, 2, 1),
    "k3s1p1": (3, 1, 1),
    "k7s1p3": (7, 1, 3),
    "k31s1p15": (31, 1, 15),
}
ROUNDS = 7
SPARE_BYTES = 1 << 30  # the obvious spelling is left out where its work would take minutes


def obvious(
    x: npt.NDArray[np.generic], k: int, s: int, p: int, kind: str
) -> npt.NDArray[np.generic]:
    """What one writes without thinking of speed."""
    reduce = np.max if kind == "max" else np.mean
    *lead, h, w = x.shape
    if p == 0 and k == s and h % k == 0 and w % k == 0:
        tiles = x.reshape(*lead, h // k, k, w // k, k)
        return reduce(tiles, axis=(-3, -1))  # type: ignore[no-any-return,operator]
    low = 0 if kind == "avg" or x.dtype.kind == "u" else -np.inf
    padded = np.pad(x, [(0, 0)] * len(lead) + [(p, p), (p, p)], constant_values=low)
    views = np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(-2, -1))
    return reduce(views[..., ::s, ::s, :, :], axis=(-2, -1))  # type: ignore[no-any-return,operator]


def memory(x: npt.NDArray[np.generic], out: npt.NDArray[np.generic]) -> None:
    """Read the input once, write the output once."""
    np.bitwise_or.reduce(x.reshape(-1).view(np.uint64))
    out.fill(0)


def seconds(work: Callable[[], object], repeat: int) -> float:
    start = perf_counter()
    for _ in range(repeat):
        work()
    return (perf_counter() - start) / repeat


def repeats(work: Callable[[], object]) -> int:
    """How often to run so that one timing takes about 10 ms."""
    return max(1, int(0.01 / max(seconds(work, 1), 1e-7)))


def measure(shape: tuple[int, ...], dtype: str, window: str, kind: str) -> list[float | None]:
    """[pooling's time in microseconds, obvious / pooling, pooling / memory, pooling / call]"""
    k, s, p = WINDOWS[window]
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, shape).astype(dtype)
    pool = max_pool2d if kind == "max" else avg_pool2d
    out = np.empty_like(pool(x, k, s, p))
    tiny = np.ones((4, 4), np.float32)
    works: dict[str, Callable[[], object]] = {"ours": lambda: pool(x, k, s, p)}
    if out.size * k * k * 8 <= SPARE_BYTES:
        works["obvious"] = lambda: obvious(x, k, s, p, kind)
    if x.nbytes > 1 << 16:
        works["memory"] = lambda: memory(x, out)
    else:
        works["call"] = lambda: np.maximum(tiny, tiny)
    counts = {name: repeats(work) for name, work in works.items()}
    rounds = [{name: seconds(works[name], counts[name]) for name in works} for _ in range(ROUNDS)]

    def ratio(over: str, under: str) -> float | None:
        if over not in works or under not in works:
            return None
        return statistics.median(r[over] / r[under] for r in rounds)

    micro = statistics.median(r["ours"] for r in rounds) * 1e6
    return [micro, ratio("obvious", "ours"), ratio("ours", "memory"), ratio("ours", "call")]


def naive_sweep(x: npt.NDArray[np.generic], m: int, count: int) -> None:
    """Every shift as one writes it without thinking of speed: roll, reshape(...).max, compare."""

    def maps(a: npt.NDArray[np.generic]) -> list[npt.NDArray[np.generic]]:
        found = [a]
        for _ in range(count):
            found.append(obvious(found[-1], 2, 2, 0, "max"))
        return found

    still = maps(x)
    for down in range(-m, m + 1):
        for right in range(-m, m + 1):
            for a, b in zip(still, maps(np.roll(x, (down, right), (0, 1))), strict=True):
                np.mean(a == b)


def translated_sweep(x: npt.NDArray[np.generic], m: int, count: int) -> None:
    """Every shift with this package's own fast kernels: translate, pool again, compare."""
    layer = Layer("max", 2)
    still = pool_rounds(x, count, layer)
    for down in range(-m, m + 1):
        for right in range(-m, m + 1):
            moved = pool_rounds(translate(x, down, right, fill="wrap"), count, layer)
            for a, b in zip(still, moved, strict=True):
                np.mean(a == b)


def sweep() -> None:
    """81 shifts and 5 rounds of a 256 x 256 picture, three ways."""
    x = np.random.default_rng(0).integers(0, 256, (256, 256)).astype(np.uint8)
    works: dict[str, Callable[[], object]] = {
        "shift_sweep": lambda: shift_sweep(x, 4, 5),
        "translate, pool, compare": lambda: translated_sweep(x, 4, 5),
        "the same in obvious NumPy": lambda: naive_sweep(x, 4, 5),
    }
    counts = {name: repeats(work) for name, work in works.items()}
    rounds = [{name: seconds(works[name], counts[name]) for name in works} for _ in range(ROUNDS)]
    print("81 shifts x 5 rounds of 256x256 uint8")
    for name in works:
        ratio = statistics.median(r[name] / r["shift_sweep"] for r in rounds)
        print(
            f"  {name:<28}{statistics.median(r[name] for r in rounds) * 1e3:>8.2f} ms{ratio:>8.1f}"
        )


def main(only: str = "") -> None:
    print(f"{'case':<36}{'us':>10}{'obvious/ours':>14}{'ours/memory':>13}{'ours/call':>11}")
    for shape in SHAPES:
        for dtype in DTYPES:
            for window, (k, _, _) in WINDOWS.items():
                for kind in ("max", "avg"):
                    name = f"{'x'.join(map(str, shape))} {dtype} {window} {kind}"
                    if k // 2 * 2 > min(shape[-2:]) or only not in name:
                        continue
                    cells = measure(shape, dtype, window, kind)
                    text = [f"{c:.2f}" if c is not None else "-" for c in cells]
                    print(f"{name:<36}{text[0]:>10}{text[1]:>14}{text[2]:>13}{text[3]:>11}")
    if only in "sweep":
        sweep()


if __name__ == "__main__":
    main(*sys.argv[1:2])
