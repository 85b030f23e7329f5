"""Still a clown? without a browser: the faces, the verdicts, the question, the tasks."""

import numpy as np
import pytest

from lab.data.faces import FACES, face
from lab.data.trained import MEASURED, TRAINED, recognise
from lab.still_a_clown.recognised import first_lost, is_right, shifted
from lab.still_a_clown.tasks import TASKS, Trial
from tests.component_messages import all_alts
from tests.recognisers import recognisers

STRIDED, AVERAGE, MAX, BOTH, *_ = TRAINED


def stage(app):
    return recognisers(app)["Still a clown?.stage"]


def text(app) -> str:
    return "\n".join(e.value for e in [*app.markdown, *app.info, *app.caption])


def test_it_opens_with_a_question_and_covered_verdicts(open_page):
    app = open_page("still_a_clown")
    assert app.title[0].value == "Still a clown?"
    assert stage(app).covered
    assert list(stage(app).shares) == [STRIDED, MAX, BOTH]
    assert "no longer see a clown" in stage(app).head["ask"]["question"]
    assert stage(app).head["line"] == "Guessing would be right in 25% of cases."
    np.testing.assert_array_equal(stage(app).picture, face(1)[0])


@pytest.mark.parametrize(("number", "down", "right"), [(1, 0, 0), (2, -3, 4), (200, 10, -10)])
def test_every_verdict_is_what_the_network_says_of_the_picture_shown(
    open_page, number, down, right
):
    app = open_page("still_a_clown", face=str(number), down=str(down), right=str(right), all="1")
    shown = stage(app)
    np.testing.assert_array_equal(shown.shifted, shifted(face(number)[0], down, right))
    for name in TRAINED:
        shares = recognise(TRAINED[name], shown.shifted[None])[0]
        says, sure = shown.says(name)
        assert says == FACES[shares.argmax()]
        assert sure == pytest.approx(float(shares.max()), abs=1e-5)


def test_the_answer_is_where_the_network_without_pooling_fails_first(open_page):
    for number in (1, 3, 6):
        ask = stage(open_page("still_a_clown", face=str(number))).head["ask"]
        lost = first_lost(number, STRIDED)
        assert ask["answer"] == ("never" if lost is None else str(lost))
        assert face(number)[1] in ask["question"]


@pytest.mark.parametrize("by_number", [False, True])
def test_a_bet_is_not_judged_for_another_face(open_page, by_number):
    app = open_page("still_a_clown", face="1", looked="1", bet="7")
    assert stage(app).state["Still a clown?.bet"]["now"] == "7"
    if by_number:
        app.number_input[0].set_value(3).run()
    else:
        next(b for b in app.button if b.label == "Another face").click().run()
    assert stage(app).state["Still a clown?.bet"]["now"] == ""


def test_another_face_is_in_the_middle_again(open_page):
    app = open_page("still_a_clown", face="200", right="4", down="2")
    next(b for b in app.button if b.label == "Another face").click().run()
    assert stage(app).head["alt"] == f"The face of a {face(1)[1]}"
    assert (stage(app).place("right"), stage(app).place("down")) == (0, 0)


def test_the_map_counts_the_shifts_where_the_face_is_recognised(open_page):
    app = open_page("still_a_clown", right="1", network="strided")
    count = sum(is_right(1, STRIDED, d, r) for d in range(-10, 11) for r in range(-10, 11))
    assert f"**{STRIDED}** recognises this face at {count} of 441 shifts." in text(app)
    assert any(f"at {count} of 441 shifts" in alt for alt in all_alts(app))


def test_inside_a_network_the_maps_are_shown_before_and_after(open_page):
    app = open_page("still_a_clown", "Still a clown?.inside", right="3", network="max")
    alts = "\n".join(all_alts(app))
    for name in ("ReLU 1", "pooling 1", "pooling 3"):
        assert f"{name}, filter 1, before and after the shift" in alts
    app = open_page("still_a_clown", "Still a clown?.inside", right="3", network="strided")
    assert "This network has no pooling step" in text(app)


def test_what_pooling_does_not_do_is_measured(open_page):
    app = open_page("still_a_clown", "Still a clown?.limits", right="1")
    for head in ("| turned by", "| size"):
        (table,) = [e.value for e in app.markdown if e.value.startswith(head)]
        assert len(table.splitlines()) == 2 + len(MEASURED)


def test_a_bad_address_falls_back_and_says_so(open_page):
    app = open_page("still_a_clown", face="201", network="deep")
    (warning,) = app.warning
    assert "a whole number from 1 to 200" in warning.value
    assert "`network` could not be used" in warning.value


def test_every_task_can_be_solved():
    lost = first_lost(1, STRIDED)
    assert TASKS[0].solved(Trial(1, 0, lost))
    assert not TASKS[0].solved(Trial(1, 0, lost + 1))
    trials = [Trial(n, 0, first_lost(n, MAX)) for n in range(1, 201) if first_lost(n, MAX)]
    assert any(TASKS[1].solved(trial) for trial in trials)
    assert not any(TASKS[1].solved(Trial(trial.face, 0, 0)) for trial in trials)
    shifts = [(d, r) for d in range(-10, 11, 5) for r in (-10, 0, 10)]
    assert any(TASKS[2].solved(Trial(1, d, r)) for d, r in shifts)
    assert not TASKS[2].solved(Trial(1, 0, 0))
