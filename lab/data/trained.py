"""The trained networks of "Still a clown?", and what was measured on them. No Streamlit here.

`python -m assets.networks.train` wrote both. They are read when this module is imported.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import is_zipfile

import numpy as np

from lab.data.designs import DESIGNS, SHIFTS, Design, built, recognise
from pooling import ConvNet

__all__ = ["MEASURED", "TRAINED", "Measured", "Shares", "recognise"]

FOLDER = Path(__file__).parents[2] / "assets" / "networks"
TRAIN_AGAIN = "Run `python -m assets.networks.train`, or take the file from the repository."
TRAININGS = 5


@dataclass(frozen=True)
class Shares:
    """Which share of the faces five trainings of a network recognise, from 0 to 1."""

    runs: tuple[tuple[float, ...], ...]  # one row for each training

    @property
    def recognised(self) -> tuple[float, ...]:
        """Of the first training, which is the network of the page."""
        return self.runs[0]

    @property
    def lowest(self) -> tuple[float, ...]:
        return tuple(map(min, zip(*self.runs, strict=True)))

    @property
    def highest(self) -> tuple[float, ...]:
        return tuple(map(max, zip(*self.runs, strict=True)))


@dataclass(frozen=True)
class Measured:
    """What one network recognises among faces that nobody trained on."""

    faces: int  # how many were shown; a quarter of them were clowns
    shifts: tuple[int, ...]  # pixels to the right
    all: Shares  # at each shift
    clowns: Shares  # at each shift, of the clowns alone
    degrees: tuple[float, ...]
    turned: Shares  # at each angle
    factors: tuple[float, ...]
    scaled: Shares  # at each size


def network(design: Design, folder: Path = FOLDER) -> ConvNet:
    """Read the weights of one network.

    Raises
    ------
    RuntimeError
        If the file is missing or damaged. The message names it and says what to do.
    """
    try:
        data = BytesIO((folder / design.file).read_bytes())
        if not is_zipfile(data):  # NumPy would say how to load it all the same, which is unsafe
            raise ValueError("it is not a whole .npz file")
        with np.load(data, allow_pickle=False) as arrays:
            return built(design, dict(arrays))
    except Exception as error:  # zipfile, zlib and NumPy each have errors of their own
        raise RuntimeError(f"{design.file} holds no weights: {error}. {TRAIN_AGAIN}") from error


def measured(folder: Path = FOLDER) -> dict[str, Measured]:
    """Read the table of all trainings.

    Raises
    ------
    RuntimeError
        If the file is missing or damaged. The message names it and says what to do.
    """
    try:
        table = json.loads((folder / "measured.json").read_text("utf-8"))
        if tuple(table["shifts"]) != SHIFTS:
            raise ValueError(f"`shifts` must be 0 to {SHIFTS[-1]}, got {table['shifts']}")
        return {name: one_measured(table, table["networks"][name]) for name in DESIGNS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RuntimeError(f"measured.json holds no table: {error!r}. {TRAIN_AGAIN}") from error


def one_measured(table: Mapping[str, Any], row: Mapping[str, Any]) -> Measured:
    def shares(name: str, columns: str) -> Shares:
        runs = tuple(tuple(map(float, run)) for run in row[name])
        fit = len(runs) == TRAININGS and all(len(run) == len(table[columns]) for run in runs)
        if not fit or not all(0 <= share <= 1 for run in runs for share in run):
            raise ValueError(f"`{name}` must hold {TRAININGS} rows of shares from 0 to 1")
        return Shares(runs)

    return Measured(
        faces=int(table["faces"]),
        shifts=tuple(table["shifts"]),
        all=shares("all", "shifts"),
        clowns=shares("clowns", "shifts"),
        degrees=tuple(table["degrees"]),
        turned=shares("turned", "degrees"),
        factors=tuple(table["factors"]),
        scaled=shares("scaled", "factors"),
    )


TRAINED = MappingProxyType({name: network(design) for name, design in DESIGNS.items()})
MEASURED = MappingProxyType(measured())
