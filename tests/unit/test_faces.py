"""Faces: the same seed the same pictures, near the middle, and of four kinds that share hats."""

import numpy as np
import pytest

from lab.data.faces import FACES, NUMBERED, SEED_OF_NUMBERED, face, faces, scaled, turned

GOLDEN = [
    [221.8, 201.9, 189.3],
    [198.9, 184.5, 196.1],
    [190.4, 206.3, 194.4],
    [150.7, 178.2, 190.8],
]  # mean red, green, blue


def test_the_same_seed_gives_the_same_faces():
    pictures, labels = faces(12, seed=5)
    again, _ = faces(4, seed=5)
    assert (pictures.shape, pictures.dtype) == ((12, 32, 32, 3), np.uint8)
    np.testing.assert_array_equal(pictures[:4], again)
    np.testing.assert_array_equal(labels, [0, 1, 2, 3] * 3)
    assert (faces(4, seed=6)[0] != again).any((1, 2, 3)).all()
    assert faces(0, seed=5)[0].shape == (0, 32, 32, 3)


def test_faces_are_those_that_the_networks_learned():
    """Golden colours, so that no new version of NumPy or Pillow changes the faces unnoticed."""
    pictures, _ = faces(4, seed=1)
    means = pictures.reshape(4, -1, 3).mean(1)
    np.testing.assert_allclose(means, GOLDEN, atol=0.5)


def test_every_numbered_face_is_there_and_no_two_are_the_same():
    kinds = [face(number)[1] for number in range(1, NUMBERED + 1)]
    assert kinds == [*FACES] * (NUMBERED // 4)
    assert len({face(number)[0].tobytes() for number in range(1, NUMBERED + 1)}) == NUMBERED
    assert not face(1)[0].flags.writeable  # all learners share it
    for number in (0, NUMBERED + 1):
        with pytest.raises(ValueError, match=f"`number` must be from 1 to 200, got {number}"):
            face(number)


def test_no_network_is_trained_or_measured_on_the_numbered_faces():
    assert SEED_OF_NUMBERED not in (1, 2)  # the seeds in assets/networks/train.py


def reddest(pictures):
    """How red the reddest pixel round the nose is: red minus the larger of green and blue."""
    noses = pictures[:, 13:21, 13:19].astype(int)
    return (noses[..., 0] - noses[..., 1:].max(-1)).max((1, 2))


def test_clowns_have_red_noses_and_cats_never():
    pictures, labels = faces(800, seed=8)
    assert reddest(pictures[labels == 0]).min() > 120
    assert reddest(pictures[labels == 1]).max() < 110


def test_faces_stand_in_the_middle():
    """The mean face looks the same from both sides."""
    pictures, labels = faces(1200, seed=3)
    for label in range(4):
        mean = pictures[labels == label].mean(0)
        assert np.abs(mean - mean[:, ::-1]).mean() < 4


def test_backgrounds_do_not_tell_the_kind():
    pictures, labels = faces(2000, seed=4)
    corners = pictures[:, :4, :4].reshape(len(pictures), -1).mean(1)
    means = [corners[labels == label].mean() for label in range(4)]
    assert max(means) - min(means) < 6  # of 255


def test_a_face_turns_and_grows_round_its_middle():
    dot = np.zeros((32, 32, 3), np.uint8)
    dot[4:8, 14:18] = 255  # above the middle
    np.testing.assert_array_equal(turned(dot, 0), dot)
    np.testing.assert_array_equal(turned(dot, 180), dot[::-1, ::-1])
    np.testing.assert_array_equal(turned(dot, 90), np.rot90(dot))  # to the left
    np.testing.assert_array_equal(scaled(dot, 1), dot)
    for factor in (0.5, 1.25):
        bright = scaled(dot, factor)[..., 0].astype(float)
        rows = bright.sum(1) / bright.sum()
        assert rows @ np.arange(32) == pytest.approx(15.5 - 10 * factor, abs=0.3)
        assert bright.sum() / 255 == pytest.approx(16 * factor**2, rel=0.1)


def test_what_lies_round_a_face_repeats_its_edge():
    grey = np.full((32, 32, 3), 90, np.uint8)
    for changed in (turned(grey, 30), scaled(grey, 0.5), scaled(grey, 1.5)):
        np.testing.assert_array_equal(changed, grey)
