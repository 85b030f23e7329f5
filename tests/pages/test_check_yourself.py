"""Check yourself without a browser: answer, lock, reveal, score; all of it in the address."""

import numpy as np
import pytest

from lab.check_yourself import questions
from lab.data.cells import grid_text


def text(app) -> str:
    return "\n".join(e.value for e in [*app.markdown, *app.info, *app.success, *app.caption])


def right_answers(seed: int) -> list[str]:
    return [
        str(q.right) if q.truth is None else grid_text(q.truth) for q in questions.test_of(seed)
    ]


def locked(app):
    return next(b for b in app.button if b.label == "Lock my answer")


def test_it_opens_on_the_first_question(open_page):
    app = open_page("check_yourself")
    assert app.title[0].value == "Check yourself"
    assert app.header[0].value == "1. Max pooling"
    assert locked(app).disabled
    assert [m.value for m in app.metric] == ["0 of 10", "–", "0"]
    assert "lock your answer" in app.info[0].value


def test_a_grid_is_filled_locked_and_revealed(open_page):
    app = open_page("check_yourself", seed="3")
    truth = questions.test_of(3)[0].truth
    wrong = truth + np.array([[1, 0], [0, 0]])
    app.session_state["Check yourself.3 0"] = {"value": wrong.tolist()}
    app.run()
    assert "you said" not in text(app)  # nothing is revealed before the lock
    locked(app).click().run()
    assert "Not quite" in text(app)
    assert f"row 1, column 1: you said {wrong[0, 0]:g}; `max(" in text(app)
    assert text(app).count("you said") == 1
    assert app.metric[1].value == "0 of 1"
    assert "Look at again" in text(app)


def test_an_option_is_chosen_locked_and_revealed(open_page):
    app = open_page("check_yourself", seed="3", at="6")
    question = questions.test_of(3)[5]
    app.radio[0].set_value(question.options[question.right].text).run()
    locked(app).click().run()
    assert "**Right.**" in text(app)
    assert question.why in text(app)
    links = [link.proto for link in app.main.get("page_link")]
    assert any("stack=max_" in link.query_string for link in links)


@pytest.mark.parametrize("seed", [1, 7, 9999])
def test_a_link_with_all_answers_is_the_whole_progress(open_page, seed):
    given = {f"q{i + 1}": answer for i, answer in enumerate(right_answers(seed))}
    app = open_page("check_yourself", seed=str(seed), **given)
    assert [m.value for m in app.metric] == ["10 of 10", "10 of 10", "10"]
    assert "All 10 right" in text(app)
    for at in range(1, 11):
        assert "**Right.**" in text(
            open_page("check_yourself", seed=str(seed), at=str(at), **given)
        )


def test_what_is_locked_is_the_answer_as_it_stands_now(open_page):
    """A choice and the click on the lock may reach a slow server together."""
    app = open_page("check_yourself", seed="3", at="6")
    question = questions.test_of(3)[5]
    wrong = next(i for i, option in enumerate(question.options) if option.because)
    app.radio[0].set_value(question.options[wrong].text).run()
    app.radio[0].set_value(question.options[question.right].text)
    locked(app).click().run()
    assert "**Right.**" in text(app)


def test_starting_over_forgets_what_was_typed(open_page):
    app = open_page("check_yourself", seed="3")
    app.session_state["Check yourself.3 0"] = {"value": [[1, 2], [3, 4]]}
    app.run()
    assert not locked(app).disabled
    next(b for b in app.button if b.label == "Start over").click().run()
    assert locked(app).disabled


def test_the_next_question_and_another_test(open_page):
    app = open_page("check_yourself", seed="3", q1=right_answers(3)[0])
    next(b for b in app.button if b.label == "Next question").click().run()
    assert app.header[0].value == "2. Average pooling"
    next(b for b in app.button if b.label == "Another test").click().run()
    assert app.header[0].value == "1. Max pooling"
    assert app.metric[0].value == "0 of 10"
    app.number_input[0].set_value(3).run()
    assert app.header[0].value == "1. Max pooling"


@pytest.mark.parametrize("bad", ["x", "<script>", "9" * 100])
def test_a_bad_answer_in_the_address_is_refused(open_page, bad):
    app = open_page("check_yourself", q1=bad, seed="0")
    assert app.warning[0].value.count("could not be used") == 2
    assert app.metric[0].value == "0 of 10"


def test_an_answer_that_fits_no_question_counts_as_none(open_page):
    app = open_page("check_yourself", q1="7", q4="8_8*9_7", q10="5")
    assert app.metric[0].value == "0 of 10"
    assert not app.exception


def test_the_key_points_come_with_what_the_labs_showed(open_page):
    shown = text(open_page("check_yourself"))
    assert "1 stays the same and 3 survive somewhere. The largest is 9 both times" in shown
    assert "33.3% of the max outputs unchanged after one round, and 93.9% after five" in shown
    assert "depends on 24 pixels along a side. Without them it depends on 3" in shown


def test_the_worksheet_is_offered(open_page):
    app = open_page("check_yourself")
    (button,) = app.get("download_button")
    assert button.proto.label == "Worksheet to print, with its key"
