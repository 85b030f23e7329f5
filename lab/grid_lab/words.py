"""What happened in the grid lab, in sentences that are true in every state."""

from collections.abc import Sequence
from functools import lru_cache

from lab.grid_lab.stage import Pooled, Stage
from lab.words.numbers import NAMES, direction, number

INSIGHT = (
    "A large value survives max pooling as long as it stays in the picture and is the largest of "
    "some window."
)


def scores(pooled: Pooled, place: tuple[int, int]) -> str:
    """One kind of pooling in numbers: "Max: same place 1 of 4, somewhere 3 of 4, ..."."""
    before, after = pooled.before, pooled.after[place]
    found = pooled.scores(place)
    same, somewhere = round(found.same_place * before.size), round(found.survivors * before.size)
    return (
        f"{NAMES[pooled.layer.kind]}: same place {same} of {before.size}, "
        f"somewhere {somewhere} of {before.size}, "
        f"largest {number(before.max())} and {number(after.max())}"
    )


@lru_cache(maxsize=128)
def at_every_position(stage: Stage) -> list[str]:
    """The scores of all kinds for each position of the shift, row by row."""
    return [
        "\n".join(scores(pooled, (down, right)) for pooled in stage.pooled)
        for down in range(len(stage.downs))
        for right in range(len(stage.rights))
    ]


def what_happened(pooled: Sequence[Pooled], place: tuple[int, int], down: int, right: int) -> str:
    """How far the shift went, what stayed, what is equal anyway, and why a value survives."""
    equal = "".join(
        f" All {NAMES[p.layer.kind].lower()} outputs before the shift are equal: nothing is left "
        "to tell apart."
        for p in pooled
        if p.before.size > 1 and p.before.min() == p.before.max()
    )
    if not (down or right):
        return f"Nothing is shifted, so every output stays the same.{equal} {INSIGHT}"
    stayed = " and ".join(
        f"{round(p.scores(place).same_place * p.before.size)} of {p.before.size} "
        f"{NAMES[p.layer.kind].lower()} outputs"
        for p in pooled
    )
    where = direction(down, right)
    return f"You see the grid shifted {where}. {stayed} stayed the same.{equal} {INSIGHT}"
