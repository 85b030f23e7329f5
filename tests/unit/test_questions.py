"""Questions against an oracle that knows nothing of pooling/: plain loops over the facts."""

import re

import numpy as np
import pytest

from lab.check_yourself import answers, questions, true_false, worksheet
from lab.check_yourself.questions import COUNT, Question
from lab.page.course import PAGES
from lab.receptive_field import stacks

SEEDS = range(1, 21)


def pooled(grid, kind):
    reduce = {"max": max, "avg": lambda cells: sum(cells) / 4}[kind]
    return [
        [reduce([grid[r][c], grid[r][c + 1], grid[r + 1][c], grid[r + 1][c + 1]]) for c in (0, 2)]
        for r in (0, 2)
    ]


def moved(grid, right):
    return [
        [row[c - right] if 0 <= c - right < len(row) else 0 for c in range(len(row))]
        for row in grid
    ]


def expected(question: Question) -> object:
    """The right answer: a grid, or an option's text."""
    facts = question.facts
    grid = None if question.grid is None else question.grid.tolist()
    match question.topic:
        case "Max pooling" | "Average pooling" | "Shift, then pool":
            return pooled(moved(grid, facts["right"]), facts["kind"])
        case "What survives a shift":
            before, after = pooled(grid, "max"), pooled(moved(grid, 1), "max")
            return str(
                sum(
                    a == b
                    for x, y in zip(before, after, strict=True)
                    for a, b in zip(x, y, strict=True)
                )
            )
        case "Padding":
            value = facts["value"]
            return f"{value / 4:g}" if facts["case"] == "counted" else f"{value:g}"
        case "Output size":
            start, count = -facts["p"], 0
            while start + facts["k"] <= facts["n"] + facts["p"]:
                start, count = start + facts["s"], count + 1
            return str(count)
        case "Receptive field":
            pixels = {u + t for u in (0,) for t in range(facts["k"])}
            for _ in range(facts["pools"]):
                pixels = {2 * p + t for p in pixels for t in (0, 1)}
            return str(max(pixels) - min(pixels) + 1)
        case "True or false":
            assert facts["claim"] in TRUE | FALSE
            return str(facts["claim"] in TRUE)
    raise AssertionError(question.topic)


TRUE = {  # judged by hand
    "On a 4 × 4 grid that wraps at the border, a shift by 2 pixels shifts the output of 2 × 2 "
    "max pooling by exactly one cell.",
    "Average pooling is linear.",
    "Doubling every pixel doubles every output of max pooling.",
    "Two rounds of 2 × 2 max pooling with stride 2 are one of 4 × 4 with stride 4.",
    "Max pooling of A + B is never more than max pooling of A plus that of B.",
}
FALSE = {
    "A shift by one pixel never changes the output of max pooling.",
    "Padding makes the receptive field of a convolution wider.",
    "Max pooling of −A is minus max pooling of A.",
    "With a pooling layer before it, a convolution has fewer weights.",
    "Max pooling keeps dark strokes on light paper.",
    "Under a shift, max pooling always has a smaller mean squared error than average pooling.",
    "The largest value always survives a shift.",
}
LINEAR = {"Average pooling", "A convolution without a bias", "Multiplying every pixel by 3"}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_is_the_oracles_and_the_only_right_one(seed):
    test = questions.test_of(seed)
    assert len(test) == COUNT
    for question in test:
        texts = [option.text for option in question.options]
        if question.truth is not None:
            assert question.truth.tolist() == expected(question)
            continue
        assert len(set(texts)) == len(texts) == (2 if question.topic == "True or false" else 4)
        assert sum(not option.because for option in question.options) == 1
        right = texts[question.right]
        if question.topic == "Linearity":
            asked = LINEAR if question.facts["asks_linear"] else set(texts) - LINEAR
            assert set(texts) & asked == {right}
        else:
            assert right == expected(question)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_is_a_test_and_its_claims_differ(seed):
    one, two = questions.test_of(seed), questions.test_of(seed)
    assert [q.text for q in one] == [q.text for q in two]
    assert [q.options for q in one] == [q.options for q in two]
    assert one[-1].text != one[-2].text
    assert [q.text for q in questions.test_of(seed + 1)] != [q.text for q in one]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_link_leads_to_a_page_with_the_numbers(seed):
    scripts = {page.script for page in PAGES}
    for question in questions.test_of(seed):
        assert question.page in scripts
        if question.page == questions.GRID_LAB and question.grid is not None:
            rows = [[float(v) for v in row.split("_")] for row in question.link["grid"].split("*")]
            assert rows == question.grid.tolist()
        if "stack" in question.link:
            stacks.layers_of(stacks.read(question.link["stack"]), int(question.link.get("n", 16)))


def test_all_claims_can_be_judged_and_both_ways():
    assert {claim.text for claim in true_false.STATEMENTS} == TRUE | FALSE
    for claim in true_false.STATEMENTS:
        holds, evidence = claim.evidence()
        assert holds is (claim.text in TRUE), claim.text
        assert evidence.endswith(".")


def test_answers_are_read_and_told():
    pool = questions.test_of(3)[0]
    text = "*".join("_".join(f"{v:g}" for v in row) for row in pool.truth.tolist())
    assert answers.is_right(pool, text) is True
    assert answers.is_right(pool, "0_0*0_0") is False
    for nonsense in ("", "9" * 70 + "_1*1_1", "0", "1_2*3", "1_2_3*4_5_6", "nan_1*2_3", "x"):
        assert answers.is_right(pool, nonsense) is None
    told = answers.reveal(pool, "0_0*0_0")
    assert "row 1, column 1: you said 0; `max(" in told
    assert f"= {pool.truth[0, 0]:g}`" in told
    assert "max(" in told


def test_a_wrong_option_is_told_what_it_forgets():
    for question in questions.test_of(5):
        for place, option in enumerate(question.options):
            told = answers.reveal(question, str(place))
            assert answers.is_right(question, str(place)) is (place == question.right)
            assert ("You said" in told) is bool(option.because)
            assert question.why in told
    assert answers.is_right(question, "9") is None
    assert answers.is_right(question, "-1") is None


def test_the_worksheet_holds_the_test_and_its_key_on_another_page():
    test = questions.test_of(7)
    text = worksheet.page(test, 7)
    asked, key = text.split('<div class="key">')
    assert "break-before: page" in text
    for question in test:
        assert question.topic in asked
        assert question.topic in key
    assert not re.search(r"src=|href=|<script", text)  # it needs nothing else
    assert "max(" in key
    assert "max(" not in asked
    first = test[0].truth
    assert f"<td>{first[0, 0]:g}</td><td>{first[0, 1]:g}</td>" in key


def test_streaks_and_takeaways():
    assert answers.streak([None] * 10) == 0
    assert answers.streak([True, False, True, True]) == 2
    assert "lock your answer" in answers.conclusion([None] * 10)
    assert "1 of 2 right so far. 8 left." in answers.conclusion([True, False, *[None] * 8])
    assert "All 10 right" in answers.conclusion([True] * 10)
    assert "9 of 10 right. Open the labs" in answers.conclusion([True] * 9 + [False])


def test_markup_is_text_in_a_worksheet():
    assert worksheet.marked_up("<img src=x>") == "<p>&lt;img src=x&gt;</p>"


def test_the_grids_of_a_test_are_whole_numbers():
    for question in questions.test_of(11):
        if question.grid is not None:
            assert (question.grid == np.rint(question.grid)).all()
