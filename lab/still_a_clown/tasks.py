"""What to try in "Still a clown?", and when it is solved."""

from dataclasses import dataclass

from lab.data.trained import TRAINED
from lab.inputs.tasks import Task
from lab.still_a_clown.recognised import SHIFTS, first_lost, is_right

STRIDED, AVERAGE, MAX, BOTH, *_ = TRAINED


@dataclass(frozen=True)
class Trial:
    """What is on the page: the face, and how far it is shifted."""

    face: int
    down: int
    right: int


def first_lost_here(trial: Trial, network: str) -> bool:
    """Whether this is the smallest shift to the right that fools a network."""
    return trial.down == 0 and trial.right > 0 and trial.right == first_lost(trial.face, network)


def smallest_that_fools(trial: Trial) -> bool:
    return first_lost_here(trial, STRIDED)


def max_fails_first(trial: Trial) -> bool:
    later = first_lost(trial.face, AVERAGE)
    return first_lost_here(trial, MAX) and (later is None or trial.right < later)


def global_fails(trial: Trial) -> bool:
    """A shift that fools it; or, where this face has none, the end of the range."""
    if not is_right(trial.face, BOTH, trial.down, trial.right):
        return True
    at_the_end = trial.right in (SHIFTS[0], SHIFTS[-1])
    return at_the_end and all(is_right(trial.face, BOTH, d, r) for d in SHIFTS for r in SHIFTS)


TASKS: tuple[Task[Trial], ...] = (
    Task(
        "Find the smallest shift to the right that fools the network without pooling.",
        "Start at 0 and shift by one pixel at a time, until the first row shows a cross.",
        smallest_that_fools,
    ),
    Task(
        "Find a face that max pooling loses before average pooling does, and shift it right until "
        "it is lost.",
        "Show all networks, and try other faces. Average pooling is not always the weaker one.",
        max_fails_first,
    ),
    Task(
        "Find a shift where max pooling with global max pooling does not recognise the face. If "
        "you find none, try the largest shift.",
        "The map below shows where this network recognises the face.",
        global_fails,
    ),
)
