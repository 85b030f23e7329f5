"""Ten questions from a seed, with computed answers, wrong options and reasons.

The same seed always gives the same test. The package ``pooling`` computes the right answers. The
wrong options come from common misconceptions, and each has a sentence that says what is wrong.
Does not use Streamlit.
"""

from functools import lru_cache

import numpy as np

from lab.check_yourself.by_hand import again, average, maximum, shifted
from lab.check_yourself.nonlinear import nonlinearity
from lab.check_yourself.padding import padding
from lab.check_yourself.question import Option as Option
from lab.check_yourself.question import Question as Question
from lab.check_yourself.shifts import invariance, stays
from lab.check_yourself.sizes import receptive_field, size

EDITION = 2  # raise it when a seed comes to mean other questions: answers belong to an edition
TOPICS = (
    maximum,
    average,
    shifted,
    again,
    stays,
    padding,
    size,
    receptive_field,
    nonlinearity,
    invariance,
)
COUNT = len(TOPICS)
BY_HAND = 4  # so many topics, the first ones, ask for a grid to fill in


@lru_cache(maxsize=128)  # of a class at work
def test_of(seed: int) -> tuple[Question, ...]:
    """Make the ten questions of a seed, one for each topic, in the seed's own order."""
    rng = np.random.default_rng([seed, EDITION])
    order = rng.permutation(COUNT).tolist()
    first = next(i for i in order if i < BY_HAND)  # a test begins with something to do
    return tuple(TOPICS[i](rng) for i in (first, *(i for i in order if i != first)))
