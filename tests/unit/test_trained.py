"""The trained networks recognise what their table says, and damaged files say so."""

import json
import pickle
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from lab.data import trained
from lab.data.designs import DESIGNS, SHIFTS, right_at
from lab.data.faces import FACES, SEED_OF_NUMBERED, faces, scaled, turned
from lab.data.trained import FOLDER, MEASURED, TRAINED, recognise

SEED = 77  # other faces than those of train.py and of the page
FEW = 400
HELD = 0.08


def test_the_networks_stand_in_the_order_of_the_page():
    assert list(TRAINED) == list(MEASURED) == list(DESIGNS)
    sizes = {name: net.size for name, net in TRAINED.items()}
    for name, design in DESIGNS.items():
        assert sizes[name] == (2912 if design.last else 3872)


def test_all_weights_together_take_less_than_60_kb():
    assert sum(file.stat().st_size for file in FOLDER.glob("*.npz")) < 60_000
    assert {file.name for file in FOLDER.glob("*.npz")} == {d.file for d in DESIGNS.values()}


def test_the_faces_here_and_on_the_page_are_new_to_the_networks():
    script = (FOLDER / "train.py").read_text("utf-8")
    (line,) = re.findall(r"^TRAINED_ON, MEASURED_ON = (.*)$", script, re.MULTILINE)
    assert not {SEED, SEED_OF_NUMBERED} & {int(n) for n in re.findall(r"\d+", line)}


@pytest.mark.parametrize("name", DESIGNS)
def test_the_table_holds_on_other_faces(name):
    pictures, labels = faces(FEW, SEED)
    clowns = labels == FACES.index("clown")
    for i, shift in enumerate(SHIFTS):
        right = right_at(TRAINED[name], pictures, labels, shift)
        assert right.mean() == pytest.approx(MEASURED[name].all.recognised[i], abs=HELD)
        # There are four times as few clowns, so chance moves their share twice as far.
        share = right[clowns].mean()
        assert share == pytest.approx(MEASURED[name].clowns.recognised[i], abs=2 * HELD)


@pytest.mark.parametrize("name", DESIGNS)
def test_the_small_tables_hold_on_other_faces(name):
    pictures, labels = faces(FEW, SEED)
    row = MEASURED[name]
    for degrees, share in zip(row.degrees, row.turned.recognised, strict=True):
        found = recognise(TRAINED[name], np.stack([turned(p, degrees) for p in pictures]))
        assert np.mean(found.argmax(-1) == labels) == pytest.approx(share, abs=HELD)
    for factor, share in zip(row.factors, row.scaled.recognised, strict=True):
        found = recognise(TRAINED[name], np.stack([scaled(p, factor) for p in pictures]))
        assert np.mean(found.argmax(-1) == labels) == pytest.approx(share, abs=HELD)


def test_the_range_is_that_of_the_five_trainings():
    for row in MEASURED.values():
        for shares in (row.all, row.clowns, row.turned, row.scaled):
            runs = np.array(shares.runs)
            assert len(runs) == 5
            np.testing.assert_array_equal(shares.lowest, runs.min(0))
            np.testing.assert_array_equal(shares.highest, runs.max(0))
            np.testing.assert_array_equal(shares.recognised, runs[0])


def test_a_network_is_as_sure_as_its_scores_say():
    pictures, labels = faces(6, SEED)
    net = TRAINED["Max pooling"]
    sure = recognise(net, pictures.reshape(2, 3, 32, 32, 3))
    assert (sure.shape, sure.dtype) == ((2, 3, 4), np.float32)
    np.testing.assert_allclose(sure.sum(-1), 1, rtol=1e-6)
    np.testing.assert_array_equal(sure.reshape(6, 4).argmax(-1), labels)
    np.testing.assert_allclose(sure[1, 2], recognise(net, pictures[5]), rtol=1e-4)
    assert recognise(net, pictures[:0]).shape == (0, 4)


def test_weights_are_float16_on_disk_and_shared_read_only():
    for name, design in DESIGNS.items():
        with np.load(FOLDER / design.file) as arrays:
            assert {array.dtype for array in arrays.values()} == {np.dtype(np.float16)}
        net = TRAINED[name]
        for array in (net.weights, net.bias, net.filters[0].weights, net.filters[2].bias):
            assert array.dtype == np.float32
            assert not array.flags.writeable


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "networks"))


NOT_WHOLE = "it is not a whole .npz file"
HALF = np.float16


def save(file: Path, **arrays: object) -> None:
    """The same weights, but for these arrays."""
    np.savez(file, **{**dict(np.load(file)), **arrays})


def changed_inside(content: bytes) -> bytes:
    return content[:300] + b"?" * 30 + content[330:]


@pytest.mark.parametrize(
    ("damage", "what_is_wrong"),
    [
        (lambda file: file.unlink(), "No such file"),
        (lambda file: file.write_bytes(b""), NOT_WHOLE),
        (lambda file: file.write_bytes(file.read_bytes()[:1000]), NOT_WHOLE),
        (lambda file: file.write_bytes(file.read_bytes()[:-1]), NOT_WHOLE),
        (lambda file: file.write_bytes(b"a text"), NOT_WHOLE),
        (lambda file: file.write_bytes(pickle.dumps({"dense": 1})), NOT_WHOLE),
        (lambda file: file.write_bytes(changed_inside(file.read_bytes())), "Bad CRC-32"),
        (lambda file: np.savez(file, dense=np.ones((4, 256), HALF)), "`convolution_1` is missing"),
        (lambda file: save(file, dense=np.full((4, 256), np.nan, HALF)), "finite numbers, got nan"),
        (lambda file: save(file, dense=np.full((4, 256), np.inf, HALF)), "finite numbers, got inf"),
        (lambda file: save(file, dense=np.ones((4, 16), HALF)), r"shape \(4, 256\), got .*4, 16"),
        (lambda file: save(file, dense=np.ones((4, 256), int)), "must be float16 .*got int64"),
        (lambda file: save(file, dense=np.full((4, 256), 1e300)), "must be float16 .*got float64"),
        (lambda file: save(file, dense=np.array([{}])), "Object arrays cannot be loaded"),
    ],
)
def test_damaged_weights_are_named(tmp_path, damage, what_is_wrong):
    """Which file, what is wrong with it, and what to do. Nothing of a pickle is ever run."""
    folder = copied(tmp_path)
    damage(folder / "max.npz")
    sentence = rf"^max.npz holds no weights: .*{what_is_wrong}.*\. Run `python -m assets"
    with pytest.raises(RuntimeError, match=sentence):
        trained.network(DESIGNS["Max pooling"], folder)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.unlink(),
        lambda file: file.write_text("{", "utf-8"),
        lambda file: file.write_text("[]", "utf-8"),
        lambda file: file.write_bytes(b"\xff"),
        lambda file: file.write_text(changed(file, shifts=[0, 1]), "utf-8"),
        lambda file: file.write_text(changed(file, networks={}), "utf-8"),
        lambda file: file.write_text(changed(file, degrees=[0]), "utf-8"),
        lambda file: file.write_text(file.read_text("utf-8").replace("[1.0,", "[100,", 1), "utf-8"),
        lambda file: file.write_text(file.read_text("utf-8").replace("[1.0,", "[NaN,", 1), "utf-8"),
        lambda file: file.write_text(file.read_text("utf-8").replace("[1.0,", '["a",', 1), "utf-8"),
    ],
)
def test_a_damaged_table_is_named(tmp_path, damage):
    folder = copied(tmp_path)
    damage(folder / "measured.json")
    with pytest.raises(RuntimeError, match=r"^measured.json holds no table: .*Run `python -m"):
        trained.measured(folder)


def changed(file: Path, **parts: object) -> str:
    return json.dumps({**json.loads(file.read_text("utf-8")), **parts})


def test_each_file_of_weights_has_its_source():
    credits_ = (FOLDER.parent / "CREDITS.md").read_text("utf-8")
    for design in DESIGNS.values():
        assert design.file in credits_
