"""Train the networks of "Still a clown?", and measure them.

    python -m assets.networks.train

Run it in the folder of README.md, with `assets/networks/requirements.txt` installed. It takes five
to ten minutes on two busy cores, and gives the same files each time. Each network is trained five
times. The first training is the one that the app uses, never the best one. Its weights go into one
file for each network, as float16. `measured.json` holds what all five trainings recognise.

Every figure comes from the app's own NumPy network with weights rounded to float16.
"""

import json
import re
import time
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch

from lab.data.designs import DESIGNS, SHIFTS, Design, as_input, built, recognise, right_at
from lab.data.faces import FACES, faces, scaled, turned
from pooling import translate

HERE = Path(__file__).parent
TRAINED_ON, MEASURED_ON = (5000, 1), (1000, 2)  # how many faces, and their seed
SEEDS = range(5)
PASSES = 8
BATCH = 64
DEGREES = (0, 15, 30, 45, 90, 180)
FACTORS = (0.5, 0.75, 1, 1.25, 1.5)


def torch_net(design: Design) -> torch.nn.Sequential:
    """The same network in PyTorch, with fresh weights."""
    nn = torch.nn
    steps: list[torch.nn.Module] = []
    shapes = design.shapes
    for number in (1, 2, 3):
        filters, channels, *_ = shapes[f"convolution_{number}"]
        steps += [nn.Conv2d(channels, filters, 3, design.stride, padding=1), nn.ReLU()]
        if design.pooling:
            steps.append(nn.MaxPool2d(2) if design.pooling.kind == "max" else nn.AvgPool2d(2))
    if design.last:
        steps.append(nn.AdaptiveMaxPool2d(1))
    classes, values = shapes["dense"]
    return nn.Sequential(*steps, nn.Flatten(), nn.Linear(values, classes))


def shifted(pictures: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Each picture at another place, up to ``most`` pixels away in each direction."""
    if not most:
        return pictures
    moves = rng.integers(-most, most + 1, (len(pictures), 2)).tolist()
    return np.stack(
        [translate(x, *move, fill="edge") for x, move in zip(pictures, moves, strict=True)]
    )


def trained(name: str, seed: int) -> dict[str, np.ndarray]:
    """Train one network once, and return its weights as float16."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    design, rng = DESIGNS[name], np.random.default_rng(seed)
    pictures, labels = faces(*TRAINED_ON)
    inputs, kinds = as_input(pictures), torch.from_numpy(labels)
    net = torch_net(design)
    steps = PASSES * -(-len(labels) // BATCH)
    optimiser = torch.optim.Adam(net.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.01, steps)
    for _ in range(PASSES):
        order = rng.permutation(len(labels))
        moved = torch.from_numpy(shifted(inputs[order], design.trained_up_to, rng))
        for x, kind in zip(moved.split(BATCH), kinds[order].split(BATCH), strict=True):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(net(x), kind).backward()
            optimiser.step()
            schedule.step()
    arrays = [p.detach().numpy().astype(np.float16) for p in net.parameters()]
    return dict(zip(design.shapes, arrays, strict=True))


def measured(name: str, arrays: dict[str, np.ndarray]) -> dict[str, list[float]]:
    """The shares of unseen faces that the app's network recognises."""
    net = built(DESIGNS[name], arrays)
    pictures, labels = faces(*MEASURED_ON)
    clowns = labels == FACES.index("clown")
    right = [right_at(net, pictures, labels, shift) for shift in SHIFTS]

    def share(changed: list[np.ndarray]) -> float:
        return float(np.mean(recognise(net, np.stack(changed)).argmax(-1) == labels))

    return {
        "all": [float(r.mean()) for r in right],
        "clowns": [float(r[clowns].mean()) for r in right],
        "turned": [share([turned(p, degrees) for p in pictures]) for degrees in DEGREES],
        "scaled": [share([scaled(p, factor) for p in pictures]) for factor in FACTORS],
    }


def run(job: tuple[str, int]) -> tuple[dict[str, np.ndarray], dict[str, list[float]]]:
    arrays = trained(*job)
    return arrays, measured(job[0], arrays)


def on_one_line(row: re.Match[str]) -> str:
    return f"[{' '.join(row[0][1:-1].split())}]"


def main() -> None:
    start = time.perf_counter()
    table: dict[str, dict[str, list[list[float]]]] = {}
    jobs = [(name, seed) for name in DESIGNS for seed in SEEDS]
    with get_context("spawn").Pool(2) as pool:
        for (name, seed), (arrays, row) in zip(jobs, pool.imap(run, jobs), strict=True):
            if seed == SEEDS[0]:
                print(f"{name}: % recognised at a shift of 0, 1, ... {SHIFTS[-1]} pixels")
                np.savez_compressed(HERE / DESIGNS[name].file, **arrays)
                table[name] = {part: [] for part in row}
            print(" ".join(f"{100 * share:3.0f}" for share in row["all"]), flush=True)
            for part, shares in row.items():
                table[name][part].append(shares)
    content = {
        "faces": MEASURED_ON[0],
        "shifts": SHIFTS,
        "degrees": DEGREES,
        "factors": FACTORS,
        "networks": table,
    }
    text = json.dumps(content, indent=1)
    text = re.sub(r"\[[^][]*\]", on_one_line, text)
    (HERE / "measured.json").write_text(text + "\n", "utf-8")
    print(f"{time.perf_counter() - start:.0f} seconds")


if __name__ == "__main__":
    main()
