"""How fast the pooling functions are, as ratios in one run.

    .venv/bin/python -m tests.bench.kernels            every case
    .venv/bin/python -m tests.bench.kernels 1024x1024  only cases whose name holds this text
    .venv/bin/python -m tests.bench.kernels aims       only cases for which there is an aim

Each case runs pooling, NumPy's obvious spelling, a bare reference and the peers that are installed
(see ``tests/bench/peers.py``) in turn, round after round, and prints the medians of the rounds'
ratios, so that a noisy machine slows all of them alike. Every number is this package's time divided
by the other's: below 1 it is the faster one. Peers' results are compared with ours before timing.
The references: ``memory`` reads the input once and writes the output once; ``call`` is one
``np.maximum`` of two 4 x 4 grids. The obvious spelling is ``reshape(...).max`` where the windows
tile the input, and ``sliding_window_view(...).max`` of the padded input elsewhere.
"""

import statistics
import sys
from collections.abc import Callable, Iterator
from itertools import product
from time import perf_counter

import numpy as np
import numpy.typing as npt

from pooling import Layer, avg_pool2d, max_pool2d, pool_rounds, shift_sweep, translate
from tests.bench.peers import PEERS, THREADS

SHAPES = [(4, 4), (32, 32), (3, 224, 224), (1024, 1024), (4096, 4096)]
DTYPES = ["uint8", "float32", "float64"]
WINDOWS = {  # name: kernel_size, stride, padding
    "k2s2": (2, 2, 0),
    "k3s2p1": (3, 2, 1),
    "k3s1p1": (3, 1, 1),
    "k5s3p2": (5, 3, 2),
    "k7s1p3": (7, 1, 3),
    "k31s1p15": (31, 1, 15),
}
AIMS = {  # case: at most this share of PyTorch's time with two threads
    "4x4 float32 k2s2 max": 1.2,
    "4x4 float32 k2s2 avg": 2.5,
    "32x32 float32 k2s2 max": 1,
    "32x32 float32 k2s2 avg": 1,
    "3x224x224 float32 k2s2 max": 0.2,
    "3x224x224 float32 k2s2 avg": 0.2,
    "1024x1024 uint8 k2s2 max": 0.05,
    "1024x1024 float32 k2s2 max": 0.12,
    "1024x1024 float32 k3s2p1 max": 0.15,
    "1024x1024 float32 k3s1p1 max": 0.07,
    "1024x1024 float32 k7s1p3 max": 0.04,
    "1024x1024 float32 k31s1p15 max": 0.008,
    "1024x1024 float64 k2s2 max": 0.18,
    "1024x1024 float32 k2s2 avg": 0.3,
    "1024x1024 float32 k3s2p1 avg": 0.4,
    "1024x1024 float32 k5s3p2 avg": 0.9,
    "4096x4096 float32 k2s2 max": 2.5,  # of the memory's pace
    "4096x4096 float32 k2s2 avg": 2.5,  # of the memory's pace
}
ROUNDS = 15
SPARE_BYTES = 1 << 30  # the obvious spelling is left out where its work would take minutes
COLUMNS = ("obvious", "memory", "call", *PEERS)


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


def measure(shape: tuple[int, ...], dtype: str, window: str, kind: str) -> dict[str, float]:
    """{"us": pooling's time in microseconds, other: pooling's time / its time}"""
    k, s, p = WINDOWS[window]
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, shape).astype(dtype)
    pool = max_pool2d if kind == "max" else avg_pool2d
    result = pool(x, k, s, p)
    out = np.empty_like(result)
    tiny = np.ones((4, 4), np.float32)
    works: dict[str, Callable[[], object]] = {"ours": lambda: pool(x, k, s, p)}
    if out.size * k * k * 8 <= SPARE_BYTES:
        works["obvious"] = lambda: obvious(x, k, s, p, kind)
    if x.nbytes > 1 << 16:
        works["memory"] = lambda: memory(x, out)
    else:
        works["call"] = lambda: np.maximum(tiny, tiny)
    for name, peer in PEERS.items():
        work = peer(x, k, s, p, kind)
        if work is not None:
            np.testing.assert_allclose(np.reshape(work(), result.shape), result, rtol=1e-4)
            works[name] = work
    counts = {name: repeats(work) for name, work in works.items()}
    rounds = [{name: seconds(works[name], counts[name]) for name in works} for _ in range(ROUNDS)]
    found = {"us": statistics.median(r["ours"] for r in rounds) * 1e6}
    for name in works:
        found[name] = statistics.median(r["ours"] / r[name] for r in rounds)
    return found


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


def torch_sweep(x: npt.NDArray[np.generic], m: int, count: int) -> None:
    """Every shift in PyTorch, as one writes it there."""
    import torch
    from torch.nn.functional import max_pool2d as pool

    torch.set_num_threads(THREADS)

    def maps(a: torch.Tensor) -> list[torch.Tensor]:
        found = [a]
        for _ in range(count):
            found.append(pool(found[-1], 2))
        return found

    picture = torch.from_numpy(x)[None, None]
    still = maps(picture)
    for down in range(-m, m + 1):
        for right in range(-m, m + 1):
            for a, b in zip(still, maps(picture.roll((down, right), (2, 3))), strict=True):
                (a == b).float().mean().item()


def sweep() -> None:
    """81 shifts and 5 rounds of a 256 x 256 picture, one way after the other."""
    x = np.random.default_rng(0).integers(0, 256, (256, 256)).astype(np.uint8)
    works: dict[str, Callable[[], object]] = {
        "shift_sweep": lambda: shift_sweep(x, 4, 5),
        "translate, pool, compare": lambda: translated_sweep(x, 4, 5),
        "the same in obvious NumPy": lambda: naive_sweep(x, 4, 5),
    }
    if "torch" in PEERS:
        works["the same in PyTorch, aim 0.1"] = lambda: torch_sweep(x, 4, 5)
    counts = {name: repeats(work) for name, work in works.items()}
    rounds = [{name: seconds(works[name], counts[name]) for name in works} for _ in range(ROUNDS)]
    print("81 shifts x 5 rounds of 256x256 uint8: milliseconds, and shift_sweep's share of them")
    for name in works:
        milliseconds = statistics.median(r[name] for r in rounds) * 1e3
        share = statistics.median(r["shift_sweep"] / r[name] for r in rounds)
        print(f"  {name:<34}{milliseconds:>10.2f}{share:>10.3f}")


def cases(only: str) -> Iterator[tuple[str, tuple[tuple[int, ...], str, str, str]]]:
    for case in product(SHAPES, DTYPES, WINDOWS, ("max", "avg")):
        shape, dtype, window, kind = case
        name = f"{'x'.join(map(str, shape))} {dtype} {window} {kind}"
        if WINDOWS[window][0] // 2 * 2 <= min(shape[-2:]) and (
            name in AIMS if only == "aims" else only in name
        ):
            yield name, case


def main(only: str = "") -> None:
    print(f"{'case':<36}{'us':>10}" + "".join(f"{name:>9}" for name in (*COLUMNS, "aim")))
    for name, case in cases(only):
        found = measure(*case) | {"aim": AIMS.get(name, 0)}
        cells = [f"{found[c]:.3g}" if found.get(c) else "-" for c in (*COLUMNS, "aim")]
        print(f"{name:<36}{found['us']:>10.2f}" + "".join(f"{c:>9}" for c in cells), flush=True)
    if only in ("", "aims", "sweep"):
        sweep()


if __name__ == "__main__":
    main(*sys.argv[1:2])
