"""The image lab without a browser: rounds, scores, uploads, refusals."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from lab.data.pictures import gallery_picture
from pooling import Layer, compare, pool_rounds, translate
from tests import opened_pages
from tests.benches import benches
from tests.component_messages import alts
from tests.picture_files import BAD, GOOD, saved

CLOWN = "The picture, 256 × 256 pixels. After the shift, 79.3% of its numbers are unchanged."
TABLE = "Image lab.table"


def text(app) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.info, *app.caption])


def button(app, label: str):
    return next(one for one in app.button if one.label == label)


def test_it_opens_on_the_question_and_the_answer_is_covered(open_page):
    app = open_page("image_lab")
    assert "After how many rounds" in text(app)
    (alt,) = alts(app)
    assert alt.endswith("After the shift, 80.9% of its numbers are unchanged.")
    next(c for c in app.segmented_control if "bet" in c.label).set_value("3").run()
    button(app, "Show me").click().run()
    assert "With max pooling, the two are the same after round 6. You said 3." in text(app)
    assert "Max, round 3, 32 × 32: before the shift" in alts(app)[1]


@pytest.mark.parametrize(
    ("name", "value"), [("right", 5), ("down", 1), ("sees", "spots"), ("picture", "Cat")]
)
def test_a_bet_is_judged_for_what_it_was_about(open_page, name, value):
    app = open_page("image_lab", right="4", fill="edge", bet="3")
    app.run()
    assert "You said 3." in text(app)
    key, slider = f"Image lab.{name}", name in ("right", "down")
    app.session_state[key] = {"value": value} if slider else value
    app.run()
    assert "You said" not in text(app)
    assert "You were" not in text(app)


def test_a_link_with_settings_asks_nothing_and_zeros_enter(open_page):
    app = open_page("image_lab", picture="Clown")
    assert "After how many rounds" not in text(app)
    assert alts(app)[0] == CLOWN


@pytest.mark.parametrize("kind", ["max", "avg", "min"])
def test_the_scores_are_those_of_the_package(open_page, kind):
    app = open_page("image_lab", TABLE, pool=kind, right="3", down="-5", fill="edge")
    x = np.moveaxis(gallery_picture("Clown"), 2, 0)
    moved = translate(x, -5, 3, fill="edge")
    layer = Layer(kind, 2)
    scores = [
        compare(a, b)
        for a, b in zip(pool_rounds(x, 2, layer), pool_rounds(moved, 2, layer), strict=True)
    ]
    (table,) = [m.value for m in app.markdown if m.value.startswith("| ")]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    sizes = ["0: 256 × 256", "1: 128 × 128", "2: 64 × 64"]
    assert [row[0] for row in rows[:3]] == sizes
    for row, score in zip(rows, scores, strict=False):
        found = [float(row[c].removesuffix("%")) for c in (1, 2, 4)]
        expected = [score.same_place * 100, score.survivors * 100, score.error]
        assert found == pytest.approx(expected, abs=0.06)


def test_grey_and_channels_are_single_planes(open_page):
    for channel in ("grey", "red", "green", "blue"):
        shown = text(open_page("image_lab", TABLE, channel=channel))
        assert "The picture has 65,536 numbers. Round 3 has 1,024." in shown


def test_the_answer_names_the_round_and_praises_no_constant_map(open_page):
    shown = text(open_page("image_lab", picture="Checkerboard", fill="wrap", right="1", pool="max"))
    assert "the same after round 1. Max: all outputs are equal in each channel." in shown
    shown = text(open_page("image_lab", picture="Gradient", fill="wrap", right="1", pool="max"))
    assert "The two differ up to round 6 of max pooling" in shown
    assert "Nothing is shifted" in text(open_page("image_lab", right="0"))


def test_round_0_is_the_picture_or_the_feature_map_itself(open_page):
    app = open_page("image_lab", rounds="0")
    assert not app.error
    assert "Round 0 is the picture itself" in text(app)
    assert alts(app)[1].startswith("Round 0, the picture, 256 × 256")
    app = open_page("image_lab", rounds="0", sees="vertical")
    assert "Round 0 is the feature map itself" in text(app)
    assert r"-1 & 0 & 1 \\ -1 & 0 & 1 \end{bmatrix}$, then ReLU (negative values become 0)" in text(
        app
    )


def test_rounds_that_do_not_fit_are_refused_and_the_rest_shown(open_page):
    app = open_page("image_lab", TABLE, k="8", s="8", rounds="6")
    (error,) = app.error
    assert "Only 2 rounds fit" in error.value
    assert "Round 2 has 48." in text(app)


def test_a_bad_upload_is_forgotten_with_another_picture(open_page):
    app = upload(open_page("image_lab", picture="Yours", rounds="1"), "b.png", b"no picture")
    assert len(app.error) == 1
    control = next(c for c in app.segmented_control if c.label == "Picture")
    control.set_value("Cat").run()
    next(c for c in app.segmented_control if c.label == "Picture").set_value("Yours").run()
    assert not app.error


def test_the_zoom_shows_the_same_arithmetic(open_page):
    place = dict(picture="Gradient", channel="grey", cell="2")
    found = opened_pages.open_page("image_lab", "Image lab.patch", **place)
    (bench,) = benches(found).values()
    assert bench.shown("Pixels")[0] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert bench.shown("Max")[0] == [1, 3, 5, 7]
    assert bench.shown("Average")[0] == [0.5, 2.5, 4.5, 6.5]
    assert bench.head["lit"] == ["Max", 1]


def test_a_zoom_without_a_whole_window_says_so(open_page):
    shown = open_page("image_lab", "Image lab.patch", k="8", s="8", patch_row="1").info
    assert any("No window lies wholly inside" in note.value for note in shown)


def upload(app, name: str, data: bytes):
    app.file_uploader[0].set_value((name, data, "image/png")).run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def uploads():
    """An image lab whose learner uploads one file after another."""
    return opened_pages.open_page(
        "image_lab", picture="Yours", rounds="0", pool="max", channel="grey"
    )


def between(app):
    """Upload a picture that can be told from every other."""
    upload(app, "between.png", saved(Image.new("L", (20, 30)), "PNG"))
    assert not app.error
    assert alts(app)[0].startswith("The picture, 20 × 30 pixels")
    return app


@pytest.mark.parametrize("name", ["photo.jfif", "photo.jpe", "photo.heic", "photo"])
def test_a_file_is_judged_by_its_content_and_not_by_its_name(uploads, name):
    app = upload(between(uploads), name, GOOD["jpeg"][0])
    assert not app.error
    assert alts(app)[0].startswith("The picture, 40 × 24 pixels")
    assert not app.file_uploader[0].proto.type, "the chooser accepts every file"


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_of_picture_can_be_uploaded(uploads, name):
    app = upload(between(uploads), "mine.png", GOOD[name][0])
    assert not app.error
    width, height = re.search(r"The picture, (\d+) × (\d+) pixels", alts(app)[0]).groups()
    assert (int(width), int(height)) != (20, 30)
    assert (int(width), int(height)) != (256, 256) or "36" in name


@pytest.mark.parametrize("name", [name for name in BAD if name != "more than 10 MB"])
def test_a_bad_upload_is_explained_and_the_last_picture_stays(uploads, name):
    app = between(uploads)
    before = alts(app)
    upload(app, "b.png", BAD[name][0])
    (error,) = app.error
    assert re.search(BAD[name][1], error.value)
    assert error.value.endswith("The last picture stays.")
    assert alts(app) == before


def test_one_learner_never_sees_another_ones_picture(open_page):
    upload(open_page("image_lab", picture="Yours"), "mine.png", GOOD["png rgb"][0])
    other = open_page("image_lab", picture="Yours")
    assert alts(other)[0] == CLOWN
    assert "A link never contains your picture" in text(other)


def test_the_downloads_hold_the_pooled_maps(open_page):
    app = open_page("image_lab", channel="grey", right="0", rounds="2")
    assert not app.get("download_button")  # made once the menu is open
    app.session_state["Image lab.downloads"] = True
    app.run()
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == [
        "Max, round 2: PNG",
        "Max, round 2: NumPy",
        "Average, round 2: PNG",
        "Average, round 2: NumPy",
    ]


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page("image_lab", picture="../../etc/passwd", right="33", rounds="7", cell="0")
    assert app.warning[0].value.count("could not be used") == 4
    assert "passwd" not in app.warning[0].value
    assert alts(app)[0] == CLOWN


def test_files_are_what_they_say():
    from lab.draw.pixels import png, shown

    pixels = shown(np.array([[0.4, 254.6], [300, -5]]))
    np.testing.assert_array_equal(
        np.asarray(Image.open(BytesIO(png(pixels)))), [[0, 255], [255, 0]]
    )


def test_a_plain_page_speaks_of_no_hidden_control(open_page):
    app = open_page("image_lab", "Image lab.patch", show="plain")
    shown = "\n".join([text(app), *alts(app)])
    assert "Round 3: " in shown
    assert not re.search("drag|click|tap|All rounds", shown, re.IGNORECASE)
