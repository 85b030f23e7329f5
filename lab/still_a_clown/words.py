"""What happened in "Still a clown?", in sentences that are true in every state."""

from lab.data.faces import FACES, face
from lab.data.trained import TRAINED
from lab.still_a_clown.recognised import row
from lab.still_a_clown.settings import REACH
from lab.words.numbers import direction

TERMS = (
    "A **strided convolution** moves its filter two pixels at a time. **Global max pooling** keeps "
    "only the largest value of each feature map."
)
WHY = (
    "Max pooling keeps the largest value of each window. If a filter's response shifts and stays "
    "the largest value of its window, the output stays the same."
)


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
        f"{sure[strided]:.0%}; with max pooling, {sure[pooled]:.0%}. {WHY}"
    )
