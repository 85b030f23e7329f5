"""Rules that answer a test without knowing anything, and how often each is right.

``python -m tests.blind_rules`` prints the table. A rule looks at the options alone. No rule may be
right much more often than chance, on any topic.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import chain

from lab.check_yourself import questions
from lab.check_yourself.questions import Question
from lab.data.cells import grid_text

Rule = Callable[[Question], Sequence[int]]  # the options that it may choose, counted from 0

SEEDS = range(1, 501)
MOST = 0.15  # that a rule may be better than chance


def place(at: int) -> Rule:
    """The same place among the options, from 0; -1 is the last."""
    return lambda question: [range(len(question.options))[at]]


def rank(at: int) -> Rule:
    """The same place among the numbers by size. Sentences have no size: any of them."""

    def chosen(question: Question) -> Sequence[int]:
        try:
            sizes = [float(option.text) for option in question.options]
        except ValueError:
            return range(len(question.options))
        return [sizes.index(sorted(sizes)[at])]

    return chosen


def length(choose: Callable[[Sequence[int]], int]) -> Rule:
    """The longest or the shortest text. Where several are as long, any of them."""

    def chosen(question: Question) -> Sequence[int]:
        lengths = [len(option.text) for option in question.options]
        return [i for i, one in enumerate(lengths) if one == choose(lengths)]

    return chosen


def commonest(found: Mapping[str, int]) -> Rule:
    """The option that was right most often. Where several were as often, any of them."""

    def chosen(question: Question) -> Sequence[int]:
        often = [found.get(option.text, 0) for option in question.options]
        return [i for i, one in enumerate(often) if one == max(often)]

    return chosen


def nearest(choose: Callable[[Sequence[float]], float]) -> Rule:
    """The number nearest to the mean of all options, or farthest from it."""

    def chosen(question: Question) -> Sequence[int]:
        try:
            sizes = [float(option.text) for option in question.options]
        except ValueError:
            return range(len(question.options))
        away = [abs(size - sum(sizes) / len(sizes)) for size in sizes]
        return [away.index(choose(away))]

    return chosen


def blind_table(seeds: Sequence[int] = SEEDS) -> dict[str, dict[str, float]]:
    """For each topic, the share that chance and each rule get right.

    What is common is learned from other tests: as many, with the numbers that follow.
    """
    earlier = questions_by_topic(range(seeds[-1] + 1, seeds[-1] + 1 + len(seeds)))
    answers = {topic: Counter(map(answer, asked)) for topic, asked in earlier.items()}
    overall = sum(answers.values(), Counter())
    table = {}
    for topic, asked in questions_by_topic(seeds).items():
        if asked[0].truth is None:
            table[topic] = shares(asked, {**RULES, **learned(answers[topic], overall)})
        else:
            table[topic] = filled_in(asked, answers[topic])
    return table


def questions_by_topic(seeds: Sequence[int]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in chain.from_iterable(map(questions.test_of.__wrapped__, seeds)):
        found[question.topic].append(question)
    return found


def answer(question: Question) -> str:
    if question.truth is not None:
        return grid_text(question.truth)
    return question.options[question.right].text


def filled_in(asked: Sequence[Question], found: Counter[str]) -> dict[str, float]:
    """Grids have no options. The rules for them: the commonest grid, or one number everywhere."""
    ((usual, _),) = found.most_common(1)
    right: dict[str, list[bool]] = defaultdict(list)
    for question in asked:
        grid, truth = question.grid, question.truth
        assert grid is not None
        assert truth is not None
        right["the commonest answer of the topic"].append(answer(question) == usual)
        right["the largest value in all cells"].append(bool((truth == grid.max()).all()))
        right["the mean of the grid in all cells"].append(bool((truth == grid.mean()).all()))
    return {"chance": 0.0, **{name: sum(hits) / len(hits) for name, hits in right.items()}}


def learned(topic: Counter[str], overall: Counter[str]) -> dict[str, Rule]:
    return {
        "the commonest answer of the topic": commonest(topic),
        "the commonest answer of all": commonest(overall),
    }


def shares(asked: Sequence[Question], rules: Mapping[str, Rule]) -> dict[str, float]:
    """The share that each rule gets right; one that cannot decide is right by chance."""
    total = dict.fromkeys(("chance", *rules), Fraction())
    for question in asked:
        total["chance"] += Fraction(1, len(question.options))
        for name, rule in rules.items():
            chosen = rule(question)
            total[name] += Fraction(question.right in chosen, len(chosen))
    return {name: float(found / len(asked)) for name, found in total.items()}


RULES: dict[str, Rule] = {
    "the first": place(0),
    "the second": place(1),
    "the third": place(2),
    "the last": place(-1),
    "the smallest": rank(0),
    "the second smallest": rank(1),
    "the second largest": rank(-2),
    "the largest": rank(-1),
    "the nearest to the mean": nearest(min),
    "the farthest from the mean": nearest(max),
    "the longest text": length(max),
    "the shortest text": length(min),
}


if __name__ == "__main__":
    for topic, found in blind_table().items():
        print(f"\n{topic}")
        for name, share in sorted(found.items(), key=lambda pair: -pair[1]):
            print(f"  {share:6.1%}  {name}")
