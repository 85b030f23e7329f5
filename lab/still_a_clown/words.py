"""What happened in "Still a clown?", in sentences that are true in every state."""

from lab.data.faces import FACES, face
from lab.data.trained import TRAINED
from lab.still_a_clown.recognised import row
from lab.still_a_clown.settings import REACH
from lab.words.numbers import direction, percent


def what_happened(number: int, down: int, right: int) -> str:
    """How far the face is shifted, and how sure two networks are of it."""
    kind = face(number)[1]
    where = f"shifted {direction(down, right)}" if down or right else "in the middle"
    strided, _, pooled, *_ = TRAINED
    sure = {
        name: float(row(number, name, down)[right + REACH, FACES.index(kind)])
        for name in (strided, pooled)
    }
    return (
        f"You see the {kind} {where}. Without pooling, the network gives “{kind}” "
        f"{percent(sure[strided])}; with max pooling, {percent(sure[pooled])}. "
        "With max pooling, a filter's response may shift inside its window, and the output stays "
        "the same."
    )
