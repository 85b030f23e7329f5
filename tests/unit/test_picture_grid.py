"""What travels for a grid of pictures: what a shift leaves alone is in a message of its own."""

from io import BytesIO

import numpy as np
from PIL import Image

from lab.components.picture_grid import Ahead, Block, ImageRow, Part, Shifted, Shot, messages
from lab.draw.boxes import Outline
from lab.draw.pixels import HELD, diverging, filed_once
from tests.component_messages import opened

PICTURE = np.random.default_rng(0).integers(0, 256, (6, 5, 3), np.uint8)
POOLED = PICTURE[::2, ::2, 0].copy()


def parts(right):
    shifted = Shifted("shifted", PICTURE, 0, right, "wrap")
    moved = np.roll(POOLED, right, 1)
    rows = [
        ImageRow([Shot("picture", PICTURE, stays=True), shifted], "Input."),
        ImageRow([Shot("before", POOLED, stays=True), Shot("after", moved)], "Pooled.", ["1"]),
        ImageRow([Shot("", diverging(moved.astype(float) - POOLED, 9))], "Apart."),
    ]
    return [Part([Block(rows, ["Pixel"])], "A part")]


def test_what_stays_is_the_same_message_whatever_the_shift():
    kept, moving = messages("picture_grid", parts(1))
    again, other = messages("picture_grid", parts(2))
    assert kept == again
    assert moving != other


def test_what_comes_next_travels_ahead():
    nearby = {(0, right): parts(right) for right in (0, 2)}
    ahead = Ahead(("down", "right"), (0, 1), nearby)
    held = {}
    kept, moving = messages("picture_grid", parts(1), ahead=ahead, held=held)
    assert kept == messages("picture_grid", parts(1))[0]
    assert kept == messages("picture_grid", parts(1), held=held)[0]  # they are not made again
    head, files = opened(moving)
    assert (head["sliders"], head["at"]) == (["down", "right"], "0 1")
    for right in (0, 2):
        alone, its_files = opened(messages("picture_grid", parts(right))[1])
        assert head["ahead"][f"0 {right}"] == alone["parts"]
        assert its_files.items() <= (files | opened(kept)[1]).items()


def test_a_session_holds_the_last_files_only():
    held = {}
    pictures = [np.full((2, 2), i, np.uint8) for i in range(HELD + 1)]
    files = [filed_once(picture, held) for picture in pictures]
    assert list(held.values()) == files[1:]
    assert filed_once(pictures[1], held) is files[1]
    assert list(held.values()) == [*files[2:], files[1]]
    assert filed_once(pictures[2].reshape(1, 4), held) != files[2]  # the same bytes, another shape


def test_every_picture_travels_once_and_exactly():
    kept, moving = (opened(message) for message in messages("picture_grid", parts(1)))
    assert len(kept[1]) == 2
    assert len(moving[1]) == 2
    files = kept[1] | moving[1]
    block = moving[0]["parts"][0]["blocks"][0]
    named = [[shot["file"] for shot in strip["shots"]] for strip in block["strips"]]
    assert named[0] == [named[0][0]] * 2  # the shifted one is of the picture
    assert {name for row in named for name in row} == set(files)
    for name, pixels in (
        (named[0][0], PICTURE),
        (named[1][0], POOLED),
        (named[1][1], np.roll(POOLED, 1, 1)),
    ):
        np.testing.assert_array_equal(np.asarray(Image.open(BytesIO(files[name]))), pixels)


def test_the_head_says_what_is_drawn_and_where():
    head, _ = opened(messages("picture_grid", parts(3))[1])
    (part,) = head["parts"]
    assert part["title"] == "A part"
    first, second, third = part["blocks"][0]["strips"]
    assert [shot["size"] for shot in first["shots"]] == [[6, 5]] * 2
    assert [shot.get("shift") for shot in first["shots"]] == [None, [0, 3, "wrap"]]
    assert (second["alt"], second["captions"]) == ("Pooled.", ["1"])
    assert [shot["name"] for shot in second["shots"] + third["shots"]] == ["before", "after", ""]


def test_a_picture_equal_to_one_that_stays_does_not_travel():
    kept, moving = (opened(m) for m in messages("picture_grid", parts(0)))
    assert len(kept[1]) == 2
    assert len(moving[1]) == 1  # the difference


def test_without_anything_that_stays_there_is_one_message():
    kept, moving = messages(
        "picture_grid", [Part([Block([ImageRow([Shot("after", POOLED)], "Pooled.")], [""])])]
    )
    assert kept is None
    assert len(opened(moving)[1]) == 1


def test_frames_and_dots_travel_with_their_picture():
    shot = Shot("", POOLED, outlines=[Outline((-4, 1, 1, 5), 1)], dots=[(1, 2)])
    head, _ = opened(
        messages("picture_grid", [Part([Block([ImageRow([shot], "A box.")], ["Pixel"])])])[1]
    )
    (told,) = head["parts"][0]["blocks"][0]["strips"][0]["shots"]
    assert told["size"] == [3, 3]
    assert told["marks"] == {"outlines": [[-4, 1, 1, 5, 1]], "dots": [[1, 2]]}
