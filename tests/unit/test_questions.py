"""Questions against plain loops that know nothing of pooling/, and against blind rules."""

import hashlib
import re
from collections import Counter, defaultdict
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.backward.stage import SIZES
from lab.check_yourself import answers, questions, worksheet
from lab.check_yourself.question import GRADIENT_LAB, GRID_LAB, Slip, digits, in_order, settings_of
from lab.check_yourself.questions import COUNT, TOPICS, Question
from lab.data.cells import grid_text
from lab.page.course import PAGES
from lab.receptive_field import stacks
from lab.receptive_field.stacks import Row
from lab.words import numbers
from lab.words.numbers import number
from pooling import Layer
from tests import blind_rules
from tests.hostile.inputs import near
from tests.hostile.inputs import number as number_text
from tests.unit.plain_answers import (
    before_and_after,
    moved,
    pooled,
    right_answer,
    same_pads,
    starts,
)
from tests.unit.plain_slips import (
    is_true,
    slip_table,
    slip_value,
    told_numbers,
    windows_with,
    wrong_grids,
)
from tests.unit.plain_texts import facts_in, places_in, sums_in, told_answer

SEEDS = range(1, 101)
MANY = range(1, 301)
WORDS = ("kind", "fill", "case", "ceil")  # facts that are no numbers
LONGEST = 20  # words of a sentence


@cache
def asked(seeds=SEEDS) -> list[Question]:
    return [question for seed in seeds for question in questions.test_of(seed)]


def test_every_answer_is_the_plain_loops():
    for question in asked():
        expected = right_answer(question)
        if question.truth is not None:
            np.testing.assert_allclose(question.truth, expected, atol=1e-9)
        else:
            text = question.options[question.right].text
            assert text == (expected if isinstance(expected, str) else number(expected)), question


def test_every_wrong_option_is_what_its_misconception_gives():
    for question in asked():
        texts = [option.text for option in question.options]
        assert len(set(texts)) == len(texts)
        assert len(texts) in ((0,) if question.truth is not None else (3, 4))
        for option in question.options:
            if option.slip == "verdict":
                assert option.text != right_answer(question)
            elif option.slip:
                assert option.text == number(slip_value(question, option.slip)), option
        if question.options:
            assert [bool(option.because) for option in question.options].count(False) == 1


def test_every_misconception_is_offered():
    offered = defaultdict(set)
    for question in asked(MANY):
        slips = {option.slip for option in question.options} - {"", "verdict"}
        if slips:
            offered[frozenset(slip_table(question))] |= slips
    assert len(offered) == 10
    for known, slips in offered.items():
        assert slips == known


@pytest.mark.parametrize("smaller", range(4))
def test_the_right_number_stands_among_three_wrong_ones(smaller):
    """There are just enough wrong ones on each side, and one that reads like the right one."""
    below = [Slip(f"below {i}", i, "Too small.") for i in range(smaller)]
    above = [Slip(f"above {i}", 10 + i, "Too large.") for i in range(3 - smaller)]
    same = Slip("the same", 5 + 1e-12, "It reads like the right one.")
    rng = np.random.default_rng(0)
    found = in_order(rng, 5.0, [same, *below, *above], smaller)
    assert [(option.text, option.slip) for option in found] == [
        *((str(i), f"below {i}") for i in range(smaller)),
        ("5", ""),
        *((str(10 + i), f"above {i}") for i in range(3 - smaller)),
    ]
    wrong = [*below, *above]
    assert in_order(rng, 5.0, [same, *wrong[1:]], smaller) is None
    assert in_order(rng, 5.0, [same, *wrong[:-1]], smaller) is None


def test_numbers_stand_in_order_and_wrong_ones_on_both_sides():
    below = above = 0
    for question in asked():
        if len(question.options) == 4:
            sizes = [float(option.text) for option in question.options]
            assert sizes == sorted(sizes)
            below, above = below + question.right, above + 3 - question.right
    assert 0.8 < below / above < 1.25


def test_every_wrong_grid_is_what_its_misconception_gives():
    for question in asked():
        if question.truth is not None:
            for (grid, told), (expected, words) in zip(
                question.slips, wrong_grids(question), strict=True
            ):
                np.testing.assert_allclose(grid, expected, atol=1e-9)
                assert words in told


def test_the_text_of_a_question_says_what_it_was_made_from():
    for question in asked():
        facts = {"kind": "max", "fill": "zero", **question.facts}
        facts |= {name: facts[name].ravel().tolist() for name in "ab" if name in facts}
        said = facts_in(question)
        assert question.facts.keys() - {"case", "before", "place"} <= said.keys()
        value, corner = (said.pop(name, None) for name in ("value", "corner"))
        assert said == {name: facts[name] for name in said}, question.text
        if value is not None:
            assert value == question.grid[facts["place"]]
            assert windows_with(question.grid, facts, "avg") > 0  # every input is in a window
        if corner is not None:
            assert corner == (-1 if facts["case"] == "same" else 0)


def test_a_region_with_skipped_pixels_is_asked_for_by_its_width():
    """Where a stride is larger than its kernel, an output does not depend on every pixel."""
    skipped = 0
    for question in asked():
        if question.topic == "Receptive field":
            pixels = {0}
            for kernel, stride in ((question.facts["last"], 1), *question.facts["pools"][::-1]):
                pixels = {i * stride + j for i in pixels for j in range(kernel)}
            assert question.options[question.right].text == str(max(pixels) + 1)
            assert "How many pixels wide is the region" in question.text
            skipped += len(pixels) <= max(pixels)
    assert skipped > 10


def test_the_sums_in_a_reason_come_out():
    for question in asked():
        ends = []
        for sides in sums_in(question):
            assert max(sides) - min(sides) <= numbers.CLOSE, question.why
            ends.append(sides[-1])
        if question.truth is not None:
            np.testing.assert_allclose(ends, question.truth.ravel(), atol=numbers.CLOSE)
        elif "verdict" not in [option.slip for option in question.options]:
            assert told_answer(question) in question.why, question
            if question.topic == "Output size":
                assert question.why.endswith(told_answer(question))


def test_before_and_after_in_a_reason_are_those_of_the_question():
    """And so are the outputs that a reason points out."""
    for question in asked():
        f = question.facts
        if question.topic == "A second round":
            first = pooled(question.grid.tolist(), f["kind"], f["kernel"], f["stride"])
            assert f"The first round gives {rows(first)}." in question.why
        if question.grid is None or "Before: " not in question.why:
            continue
        before, after = before_and_after(question.grid.tolist(), f, fill=f.get("fill", "zero"))
        assert f"Before: {rows(before)}. After: {rows(after)}." in question.why
        step = np.sign([f["down"], f["right"]]).tolist()
        along = moved(before, *step, f.get("fill", "zero"))
        for option in question.options:
            places = places_in(option.because)
            assert len(places) == option.because.count("in row") + option.because.count("Then row")
            for row, column, was, word, is_now in places:
                old = along if word == "would" else before
                assert number(old[row][column]) == was
                assert number(after[row][column]) == is_now
                same = [
                    [x == y for x, y in zip(*pair, strict=True)]
                    for pair in zip(old, after, strict=True)
                ]
                assert [row, column] == np.argwhere(np.equal(same, word == "stays"))[0].tolist()


def rows(grid: list[list[float]]) -> str:
    return "; ".join(", ".join(map(number, row)) for row in grid)


def test_a_reason_tells_true_numbers():
    for question in asked():
        for option in question.options:
            if option.slip not in ("", "verdict", "all", "none"):  # these tell places
                found = [int(digits) for digits in re.findall(r"\d+", option.because)]
                assert found == told_numbers(question, option.slip), (question.text, option)
                assert is_true(question, option.slip), (question.text, option)


def test_reasons_are_short_and_no_sentence_is_long():
    for question in asked():
        reasons = [option.because for option in question.options]
        reasons += [because for _, because in question.slips]
        for text in (question.text, *filter(None, reasons)):
            for sentence in re.split(r"(?<=[.?:;])\*{0,2}\s", text):
                assert len(sentence.split()) <= LONGEST, sentence
            assert text.rstrip("*").endswith((".", "?")), text


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.__name__)
def test_a_topic_has_many_different_questions(topic):
    rng = np.random.default_rng(0)
    found = [topic(rng) for _ in range(200)]
    assert len({(q.text, q.grid is not None and q.grid.tobytes()) for q in found}) >= 40


def test_no_blind_rule_is_much_better_than_chance():
    table = blind_rules.blind_table()
    assert len(table) == COUNT
    for topic, shares in table.items():
        for rule, share in shares.items():
            assert share <= shares["chance"] + blind_rules.MOST, (topic, rule)


def test_a_seed_is_a_test_with_every_topic_in_an_order_of_its_own():
    orders = set()
    for seed in SEEDS:
        one, two = (questions.test_of.__wrapped__(seed) for _ in range(2))
        assert [(q.text, q.options) for q in one] == [(q.text, q.options) for q in two]
        topics = tuple(question.topic for question in one)
        assert len(set(topics)) == len(topics) == COUNT
        orders.add(topics)
    assert len(orders) > 90


def test_a_seed_means_the_same_questions_as_long_as_the_edition_is_the_same():
    """A link holds answers to them. If this fails: raise EDITION, and write its mark here."""
    mark = hashlib.sha256()
    for question in asked(range(1, 21)):
        mark.update(f"{question.topic} {[option.text for option in question.options]}".encode())
        for grid in (question.grid, question.truth):
            mark.update(b"" if grid is None else (np.round(grid, 6) + 0.0).tobytes())
    assert (questions.EDITION, mark.hexdigest()[:8]) == (2, "baa969c1")


FIFTHS = ("max", "counted", "uncounted", "same", "size")
SHARES: dict[str, dict[object, float]] = {
    "A second round": {"max": 3 / 5, "avg": 2 / 5},
    "Padding and “same”": dict.fromkeys(FIFTHS, 1 / 5),
    "Output size": {False: 1 / 2, True: 1 / 2},
    "Nonlinearity and gradients": dict(gradient=2 / 5, sum=1 / 5, factor=1 / 5, hinge=1 / 5),
    "Invariant or equivariant": {
        **{"layers": 1 / 2, "Invariant: no output changes.": 1 / 6},
        **{"Equivariant: all outputs shift by one cell.": 1 / 6},
        **{"Neither invariant nor equivariant.": 1 / 6},
    },
}


def test_the_cases_of_a_topic_are_as_common_as_meant():
    found = defaultdict(Counter)
    for question in asked(MANY):
        f = question.facts
        case = next((f[name] for name in ("case", "ceil", "kind") if name in f), None)
        if question.topic == "Invariant or equivariant":
            case = "layers" if question.grid is None else question.options[question.right].text
        found[question.topic][case] += 1
    for topic, shares in SHARES.items():
        assert found[topic].keys() == shares.keys()
        for case, share in shares.items():
            assert abs(found[topic][case] / len(MANY) - share) < 0.08, (topic, case)


def test_random_digits_are_all_the_digits():
    rng = np.random.default_rng(0)
    assert set(digits(rng, 40).ravel()) == set(range(10))
    assert set(digits(rng, 40, -2, 3).ravel()) == {-2, -1, 0, 1, 2, 3}


def test_grids_and_strides_vary():
    found = asked()
    sides = {len(question.grid) for question in found if question.grid is not None}
    strides = {q.facts["stride"] for q in found if "stride" in q.facts}
    assert (sides, strides) == ({4, 5, 6}, {1, 2, 3})
    assert {q.facts["ceil"] for q in found if "ceil" in q.facts} == {False, True}


POOL = dict(kernel=(2, 3), stride=(1, 3), side=(4, 6))
DIGITS = (0, 9)
SHIFTED = dict(**POOL, cells_max=DIGITS, down=(-2, 2), right=(-2, 2))
BORDER = dict(before=(1, 1), place=(0, 0))
SIZE = dict(kernel=(2, 5), stride=(1, 3))
LAYERS = dict(kernels=(2, 3), strides=(1, 3))
RANGES: dict[tuple[str, object], dict[str, tuple[int, int]]] = {
    ("Max pooling", ""): dict(**POOL, cells_max=(-9, 9)),
    ("Average pooling", ""): dict(**POOL, cells_avg=DIGITS),
    ("Shift, then pool", ""): SHIFTED,
    ("A second round", ""): dict(
        kernel=(2, 2), stride=(1, 2), side=(4, 6), cells_max=(0, 20), cells_avg=(0, 20)
    ),
    ("What stays", ""): SHIFTED,
    ("Padding and “same”", "max"): dict(**POOL, **BORDER, cells_max=(-9, 2)),
    ("Padding and “same”", "counted"): dict(**POOL, **BORDER, cells_avg=DIGITS),
    ("Padding and “same”", "uncounted"): dict(**POOL, **BORDER, cells_avg=DIGITS),
    ("Padding and “same”", "same"): dict(
        **POOL, before=(0, 1), place=(1, 5), cells_max=(-9, 2), cells_avg=DIGITS
    ),
    ("Padding and “same”", "size"): dict(**SIZE, n=(5, 8)),
    ("Output size", False): dict(**SIZE, n=(5, 30), padding=(0, 2)),
    ("Output size", True): dict(**SIZE, n=(5, 8), padding=(0, 2)),
    ("Receptive field", ""): dict(**LAYERS, layers=(1, 3), last=(2, 5)),
    ("Nonlinearity and gradients", "gradient"): dict(
        **dict(kernel=(2, 3), stride=(1, 2), side=(4, 5), cells_max=(1, 25), cells_avg=(1, 25)),
        **dict(upstream=(2, 8), place=(0, 4)),
    ),
    ("Nonlinearity and gradients", "sum"): dict(a=(-9, 9), b=(-9, 9)),
    ("Nonlinearity and gradients", "factor"): dict(a=(-9, 9), c=(-3, -1)),
    ("Nonlinearity and gradients", "hinge"): dict(x=(-9, 9)),
    ("Invariant or equivariant", "grid"): dict(
        **POOL, cells_max=DIGITS, down=(-3, 3), right=(-3, 3)
    ),
    ("Invariant or equivariant", "layers"): dict(**LAYERS, layers=(2, 3), outputs=(1, 3)),
}


def test_the_numbers_of_a_question_come_from_these_ranges():
    found = defaultdict(lambda: defaultdict(list))
    for question in asked(MANY):
        facts = {name: fact for name, fact in question.facts.items() if name not in WORDS}
        which = question.facts.get("case", question.facts.get("ceil", ""))
        if question.topic == "Invariant or equivariant":
            which = "layers" if question.grid is None else "grid"
        for layers in (facts.pop(name) for name in ("pools", "sizes") if name in facts):
            kernels, strides = zip(*layers, strict=True)
            facts |= dict(layers=len(layers), kernels=kernels, strides=strides)
        if which == "hinge":
            facts = dict(x=list(facts.values()))
        if question.grid is not None:
            kind = question.facts.get("kind", "max")
            facts |= {"side": len(question.grid), f"cells_{kind}": question.grid}
        for name, fact in facts.items():
            found[question.topic, which][name] += np.ravel(fact).tolist()
    assert {
        which: {name: (min(numbers), max(numbers)) for name, numbers in facts.items()}
        for which, facts in found.items()
    } == RANGES


def test_grids_can_be_pooled_by_hand_but_not_at_a_glance():
    variety, largest = defaultdict(set), []
    for question in asked(MANY):
        grid, f, case = question.grid, question.facts, question.facts.get("case")
        if question.topic in ("Max pooling", "Shift, then pool"):
            variety[question.topic].add(len(np.unique(question.truth)))
        if question.topic == "Invariant or equivariant" and grid is not None:
            before, _ = before_and_after(grid.tolist(), f)
            variety[question.topic].add(len(np.unique(before)))
        if question.topic == "Max pooling":
            which = "no negative number" if grid.min() > -3 else "some"  # or many of them
            variety[which] |= set(grid.flat)
        if question.topic == "Average pooling":
            variety[f"means of {f['kernel'] ** 2}"] |= set(grid.flat)
        if question.topic == "A second round" and f["kind"] == "avg":
            first = np.array(pooled(grid.tolist(), "avg", 2, f["stride"]))
            assert (first == first.round()).all()
        elif question.topic == "A second round":
            largest.append((question.truth == grid.max()).mean())
        if case == "gradient":
            assert sorted(grid.flat) == list(range(1, grid.size + 1))  # no ties
    for topic in ("Max pooling", "Shift, then pool", "Invariant or equivariant"):
        assert min(variety[topic]) == 3
    assert max(largest) == 0.5
    assert variety["no negative number"] == set(range(10))
    assert variety["means of 4"] == set(range(10))
    assert variety["means of 9"] == {0, 9}


LINKS = dict(
    pool="kind", k="kernel", s="stride", down="down", right="right", fill="fill", kind="kind"
) | dict(times="c", pixel="end", ceil="ceil", p="padding")


def test_a_link_has_the_settings_of_its_question():
    for question in asked():
        link, facts, case = question.link, dict(question.facts), question.facts.get("case")
        if question.topic == "Padding and “same”":
            facts["padding"] = "same" if case in ("same", "size") else 1
        known = {"kind": "max", "fill": "zero", **facts}
        said = {LINKS[name] for name in LINKS if name in link}
        assert all(link[name] == str(known[LINKS[name]] * 1) for name in LINKS if name in link)
        if "stack" in link:
            layers = facts.get("pools", facts.get("sizes"))
            rows = [Row("max", *layer) for layer in layers or ()]
            if not layers:
                rows = [Row("max", facts["kernel"], facts["stride"], facts["padding"])]
            rows += [Row("conv", facts["last"])] if "last" in facts else []
            assert stacks.read(link["stack"]) == tuple(rows)
            assert link["layer"] == str(len(rows))
            assert link["n"] == str(facts.get("n", 256))
        else:
            assert said >= facts.keys() & {"down", "right", "fill", "c", "end", "padding"}
        if question.page == GRID_LAB:
            assert said >= {"kind", "kernel", "stride"}
            if question.grid is None:
                assert len(link["grid"].split("*")) == facts["n"]
        if "place" in facts and case != "gradient":
            assert link["count"] == str(int(case == "counted"))
            pads = same_pads(len(question.grid), facts["kernel"], facts["stride"])
            across = starts(len(question.grid), facts["kernel"], facts["stride"], *pads)
            assert link["window"] == (str(len(across) ** 2) if case == "same" else "1")
        for name in {"a", "b"} & facts.keys():
            shown = answers.read_grid(link[name], (4, 4))
            assert (shown[:2, :2] == facts[name]).all()
            assert np.count_nonzero(shown) == np.count_nonzero(facts[name])
        if case == "gradient":
            assert (question.page == GRADIENT_LAB) == (len(question.grid) == 4)
            if question.page == GRADIENT_LAB:
                assert SIZES[link["windows"]] == (facts["kernel"], facts["stride"])


def test_every_link_leads_to_a_page_with_the_numbers():
    scripts = {page.script for page in PAGES}
    for question in asked():
        assert question.page in scripts
        if "grid" in question.link and question.grid is not None:
            assert question.link["grid"] == grid_text(question.grid)
        if "stack" in question.link:
            stacks.layers_of(stacks.read(question.link["stack"]), int(question.link["n"]))


def test_a_link_to_the_grid_lab_says_the_stride_even_if_it_is_the_usual_one():
    assert settings_of(Layer("max", 2)) == dict(pool="max", k="2", s="2")
    assert settings_of(Layer("avg", 3, 1)) == dict(pool="avg", k="3", s="1")


def of_topic(name: str, accept=lambda question: True) -> Question:
    return next(q for q in asked() if q.topic == name and accept(q))


def test_answers_are_read_and_explained():
    pool = of_topic("Max pooling", lambda q: q.truth.shape == (2, 2))
    assert answers.is_right(pool, grid_text(pool.truth)) is True
    assert answers.is_right(pool, grid_text(pool.truth + 1)) is False
    for nonsense in ("", "9" * 70 + "_1*1_1", "0", "1_2*3", "1_2_3*4_5_6", "nan_1*2_3", "x"):
        assert answers.is_right(pool, nonsense) is None
    assert answers.is_right(pool, "999_-999*999_999") is False  # the largest that a cell holds
    assert answers.is_right(pool, "1000_0*0_0") is None
    wrong = pool.truth + np.array([[1, 0], [0, 0]])
    (line,) = answers.explained(pool, grid_text(wrong)).splitlines()
    assert line.startswith(f"- row 1, column 1: you said {wrong[0, 0]:g}; `max(")
    assert line.endswith(f"= {pool.truth[0, 0]:g}`")
    assert answers.explained(pool, grid_text(pool.truth)) == ""


def test_the_sums_of_a_second_round_come_with_the_first():
    question = of_topic("A second round", lambda q: True)
    told = answers.explained(question, grid_text(question.truth + 1))
    assert told.startswith("The first round gives ")
    assert told.splitlines()[0] in question.why


@given(st.text("0123456789.-_*", max_size=12) | near | number_text, st.integers(0, COUNT - 1))
def test_any_text_is_right_or_wrong_or_no_answer(text, at):
    question = questions.test_of(1)[at]
    if answers.is_right(question, text) is not None:
        assert isinstance(answers.explained(question, text), str)


def test_a_grid_that_shows_a_misconception_is_told_so():
    average = of_topic("Average pooling")
    sums = next(slip for slip, because in average.slips if because.startswith("These are the sums"))
    assert answers.explained(average, grid_text(sums)).startswith("These are the sums")


def test_a_locked_question_shows_every_option_with_its_reason():
    for question in asked(range(1, 11)):
        for place, option in enumerate(question.options):
            told = answers.explained(question, str(place))
            assert answers.is_right(question, str(place)) is (place == question.right)
            assert told.count("(your answer)") == 1
            assert told.count(answers.WRONG) == bool(option.because)
            assert question.why in told
            assert all(other.because in told for other in question.options)
    choice = of_topic("Output size")
    assert answers.is_right(choice, "9") is None
    assert answers.is_right(choice, "-1") is None


def test_the_worksheet_holds_the_test_and_only_a_teachers_has_the_key():
    test = questions.test_of(7)
    learners, teachers = worksheet.page(test, 7), worksheet.page(test, 7, key=True)
    asked_, key = teachers.split('<div class="key">')
    assert learners == asked_ + "</body></html>"
    assert "break-before: page" in teachers
    for question in test:
        assert question.topic in asked_
        assert question.topic in key
        reasons = [*question.why.splitlines(), *(o.because for o in question.options)]
        for reason in filter(None, reasons):
            assert worksheet.marked_up(reason) not in learners
    assert not re.search(r"src=|href=|<script", teachers)  # it needs nothing else
    assert "Name <span>" in learners
    assert "Class <span>" in learners


def test_conclusions():
    assert answers.conclusion([None] * 10) == ""
    assert answers.conclusion([True, False, *[None] * 8]) == "1 of 2 right so far. 8 left."
    assert answers.conclusion([True] * 9 + [False]) == "9 of 10 right."


def test_markup_is_text_in_a_worksheet():
    assert worksheet.marked_up("<img src=x>") == "<p>&lt;img src=x&gt;</p>"
