"""Check yourself without a browser: answer, lock, reasons, result; all of it in the address."""

import json

import numpy as np
import pytest

from lab.check_yourself import answers, questions
from lab.check_yourself.questions import Question
from lab.data.cells import grid_text
from tests.benches import benches

EDITION = str(questions.EDITION)

SEED = 3
CHOICE = next(i for i, q in enumerate(questions.test_of(SEED)) if q.options)  # counted from 0


def text(app) -> str:
    return "\n".join(e.value for e in [*app.markdown, *app.info, *app.caption])


def given(seed: int, wrong: tuple[int, ...] = (), count: int = 10) -> dict[str, str]:
    """An address with the first answers, right but for the questions in ``wrong``, from 0."""
    address = {"seed": str(seed), "edition": EDITION}
    for i, q in enumerate(questions.test_of(seed)[:count]):
        off = i in wrong
        right = str((q.right + off) % len(q.options)) if q.truth is None else None
        address[f"q{i + 1}"] = right or grid_text(q.truth + off)
    return address


def button(app, label: str):
    return next(b for b in app.button if b.label == label)


def locked(app):
    return button(app, "Lock my answer")


def headers(app) -> list[str]:
    return [header.value for header in app.header]


def typed_in(app, grid) -> None:
    """What a learner types into the grid of the first question; None leaves a cell empty."""
    app.session_state[f"Check yourself.{SEED} 0"] = {"value": grid}


def answer_grid(app):
    (found,) = (bench for bench in benches(app).values() if "Your answer" in bench.values)
    return found


def told(app, component: str) -> list[dict]:
    """What each component of this name is told."""
    parts = (part.proto for part in app.get("bidi_component"))
    return [json.loads(part.json) for part in parts if part.component_name.endswith(component)]


def address_of(app) -> dict[str, str]:
    """The address that the page writes."""
    settings = [item for data in told(app, ".address_bar") for item in data["settings"].items()]
    return {name: value for name, value in settings if value is not None}


def test_it_opens_on_the_first_question_alone(open_page):
    app = open_page("check_yourself")
    assert app.title[0].value == "Check yourself"
    assert headers(app) == [f"1. {questions.test_of(1)[0].topic}"]
    assert locked(app).disabled
    assert "Translation invariance is" not in text(app)  # the key points are folded
    assert "Lock an answer to see why" in text(app)


def test_every_question_shows_its_text_its_grid_and_its_options(open_page):
    for at, question in enumerate(questions.test_of(SEED), 1):
        app = open_page("check_yourself", seed=str(SEED), at=str(at))
        assert question.text in text(app)
        if question.grid is not None:
            (bench,) = benches(app).values()
            assert bench.shown("Grid") == question.grid.tolist()
            alone = question.truth is None  # then its name says nothing new
            assert bench.spec("Grid").get("title", "") == ("" if alone else "Grid")
        assert [radio.options for radio in app.radio] == [
            [option.text for option in question.options] for _ in question.options[:1]
        ]


def test_a_grid_is_filled_locked_and_explained(open_page):
    app = open_page("check_yourself", seed=str(SEED))
    truth = questions.test_of(SEED)[0].truth
    wrong = truth + np.eye(*truth.shape)[:1].T @ np.eye(1, truth.shape[1])
    typed_in(app, wrong.tolist())
    app.run()
    assert "you said" not in text(app)  # nothing is told before the lock
    locked(app).click().run()
    assert f"{answers.WRONG} **Not quite.**" in text(app)
    assert f"row 1, column 1: you said {wrong[0, 0]:g}; `" in text(app)
    assert text(app).count("you said") == 1
    assert "0 of 1 right so far. 9 left." in text(app)
    again = open_page("check_yourself", **address_of(app))  # as a link that is copied now
    assert text(again) == text(app)


def test_a_grid_is_locked_only_when_it_is_complete(open_page):
    app = open_page("check_yourself", seed=str(SEED))
    truth = questions.test_of(SEED)[0].truth
    some = [[None, *truth[0, 1:]], *truth[1:].tolist()]
    typed_in(app, some)
    app.run()
    np.testing.assert_equal(answer_grid(app).shown("Your answer"), np.array(some, float))
    assert locked(app).disabled
    typed_in(app, truth.tolist())
    app.run()
    typed_in(app, some)  # and a click that was already on its way
    locked(app).click().run()
    assert "Lock an answer to see why" in text(app)
    assert "q1" not in address_of(app)


def test_a_locked_grid_takes_no_typing_and_shows_what_is_right(open_page):
    open_, done = (open_page("check_yourself", **given(SEED, (0,), count)) for count in (0, 1))
    question = questions.test_of(SEED)[0]
    for app in (open_, done):
        bench = answer_grid(app)
        assert bench.shown("Grid") == question.grid.tolist()
        assert bench.spec("Your answer")["title"] == "Your answer"
        assert bench.head["span"] == [min(0, question.grid.min()), max(0, question.grid.max())]
        assert bench.spec("Your answer")["edit"] == "answer"
        assert bench.spec("Your answer").get("locked", False) == (app is done)
    assert answer_grid(done).shown("Your answer") == (question.truth + 1).tolist()
    assert answer_grid(done).spec("Your answer")["marks"] == [0] * question.truth.size


def test_what_was_just_locked_stays_on_top_and_what_follows_comes_into_view(open_page):
    question = questions.test_of(SEED)[CHOICE]
    app = open_page("check_yourself", **given(SEED, count=CHOICE))  # it is open, below the first
    assert app.radio[0].value is None
    assert locked(app).disabled
    app.radio[0].set_value(question.options[question.right].text).run()
    locked(app).click().run()
    assert [header.split(".")[0] for header in headers(app)] == [str(CHOICE + 1), str(CHOICE + 2)]
    (place,) = told(app, ".into_view")
    assert place["deed"] == 1
    again = open_page("check_yourself", **address_of(app))
    assert headers(again) == headers(app)
    assert f"{answers.RIGHT} **Right.**" in text(again)


def test_an_option_is_locked_and_all_stay_with_their_reasons(open_page):
    app = open_page("check_yourself", seed=str(SEED), at=str(CHOICE + 1))
    question = questions.test_of(SEED)[CHOICE]
    app.radio[0].set_value(question.options[question.right].text).run()
    locked(app).click().run()
    assert "**Right.**" in text(app)
    assert question.why in text(app)
    for option in question.options:
        assert option.because in text(app)
        assert f"**{option.text.removesuffix('.')}**" in text(app)
    links = [link.proto for link in app.main.get("page_link")]
    assert any(all(v in link.query_string for v in question.link) for link in links)


def test_the_next_open_question_stands_below_a_locked_one(open_page):
    app = open_page("check_yourself", **given(3, count=2))
    topics = [question.topic for question in questions.test_of(3)]
    assert headers(app) == [f"1. {topics[0]}", f"3. {topics[2]}"]
    app = open_page("check_yourself", at="9", q9=given(3)["q9"], seed="3", edition=EDITION)
    assert headers(app) == [f"9. {topics[8]}", f"10. {topics[9]}"]


@pytest.mark.parametrize("seed", [1, 7, 9999])
def test_a_link_with_all_answers_ends_on_the_result(open_page, seed):
    app = open_page("check_yourself", **given(seed))
    assert "**10 of 10 right.**" in text(app)
    assert headers(app)[1:] == ["Your result", "Key points"]
    assert "Look at these again" not in text(app)
    for at in range(1, 11):
        assert "**Right.**" in text(open_page("check_yourself", at=str(at), **given(seed)))


def test_the_result_says_what_went_well_and_links_the_labs_of_the_rest(open_page):
    app = open_page("check_yourself", **given(5, wrong=(2, 6)))
    test = questions.test_of(5)
    well = " · ".join(q.topic for i, q in enumerate(test) if i not in (2, 6))
    assert f"What went well: {well}" in text(app)
    links = {link.proto.label: link.proto.query_string for link in app.main.get("page_link")}
    for question in (test[2], test[6]):
        (found,) = (query for label, query in links.items() if label.startswith(question.topic))
        assert all(f"{name}=" in found for name in question.link)


def test_what_is_locked_is_the_answer_as_it_stands_now(open_page):
    """A choice and the click on the lock may reach a slow server together."""
    app = open_page("check_yourself", seed=str(SEED), at=str(CHOICE + 1))
    question = questions.test_of(SEED)[CHOICE]
    wrong = next(i for i, option in enumerate(question.options) if option.because)
    app.radio[0].set_value(question.options[wrong].text).run()
    app.radio[0].set_value(question.options[question.right].text)
    locked(app).click().run()
    assert "**Right.**" in text(app)


def test_starting_over_forgets_what_was_typed(open_page):
    app = open_page("check_yourself", seed=str(SEED))
    truth = questions.test_of(SEED)[0].truth
    typed_in(app, truth.tolist())
    app.run()
    assert not locked(app).disabled
    button(app, "Start over").click().run()
    assert locked(app).disabled


def test_another_test_begins_without_answers(open_page):
    app = open_page("check_yourself", **given(3, count=4))
    button(app, "Another test").click().run()
    assert len(headers(app)) == 1
    assert "Lock an answer to see why" in text(app)
    app.number_input[0].set_value(3).run()
    assert headers(app) == [f"1. {questions.test_of(3)[0].topic}"]


def test_an_old_links_answers_are_left_out_and_this_is_said(open_page):
    app = open_page("check_yourself", seed="3", at="4", q1="9_8*6_8", q4="1")
    assert "Test 3 is open without the answers of the link" in app.info[0].value
    assert headers(app) == [f"1. {questions.test_of(3)[0].topic}"]
    button(app, "Start over").click().run()
    assert not app.info
    assert not open_page("check_yourself", seed="3", at="4").info  # it had no answers


@pytest.mark.parametrize("bad", ["x", "<script>", "9" * 100])
def test_a_bad_answer_in_the_address_is_refused(open_page, bad):
    app = open_page("check_yourself", q1=bad, seed="0")
    assert app.warning[0].value.count("could not be used") == 2
    assert "Lock an answer to see why" in text(app)


def test_an_answer_that_fits_no_question_counts_as_none(open_page):
    app = open_page("check_yourself", q1="7", q4="8_8*9", q10="5", edition=EDITION)
    assert "Lock an answer to see why" in text(app)
    assert not app.exception


def test_the_key_points_come_on_demand_with_what_the_labs_showed(open_page):
    shown = text(open_page("check_yourself", "Check yourself.points"))
    assert "1 stays the same and 3 survive somewhere. The largest is 9 both times" in shown
    assert "33.3% of the max outputs unchanged after one round, and 93.9% after five" in shown
    assert "depends on 24 pixels along a side. Without them it depends on 3" in shown


def test_the_worksheet_has_its_key_for_a_teachers_link_alone(open_page):
    for address, label in (({}, "Worksheet to print"), ({"key": "1"}, "Worksheet with its key")):
        (found,) = open_page("check_yourself", **address).get("download_button")
        assert found.proto.label == label


def every_kind() -> list[Question]:
    """One question for each topic, each case of it and each lab that it leads to."""
    found: dict[object, Question] = {}
    for seed in range(1, 61):
        for q in questions.test_of(seed):
            found.setdefault((q.topic, q.facts.get("case"), q.page), q)
    return list(found.values())


@pytest.mark.parametrize("question", every_kind(), ids=lambda question: question.topic)
def test_a_link_opens_its_lab_with_the_very_numbers(open_page, question):
    app = open_page(question.page.removeprefix("pages/").removesuffix(".py"), **question.link)
    assert not app.warning
    assert not app.error
    stage = benches(app).get("Grid lab.stage")
    if stage and question.grid is not None:
        assert stage.shown("Input") == question.grid.tolist()
    if stage and question.topic in ("Max pooling", "Average pooling", "Shift, then pool"):
        name = "Average" if question.topic == "Average pooling" else "Max"
        after = " after the shift" if question.topic == "Shift, then pool" else ""
        np.testing.assert_allclose(stage.shown(f"{name}{after}"), question.truth, atol=1e-6)
    if stage and question.topic == "A second round":
        (again,) = (n for n in stage.values if n.endswith("pooled again") and "after" not in n)
        np.testing.assert_allclose(stage.shown(again), question.truth, atol=1e-6)
