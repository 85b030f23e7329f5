"""The pages of the course, in their order."""

from typing import NamedTuple

LESSON, FURTHER = "The lesson", "Going further"


class Page(NamedTuple):
    """One row of the sidebar, and of the way through the course."""

    label: str
    script: str
    icon: str
    question: str = ""  # what it answers
    minutes: int = 0  # that it takes
    group: str = LESSON


PAGES = (  # in the order of the course
    Page("Why pool", "app.py", ":material/home:"),
    Page(
        "Grid lab",
        "pages/grid_lab.py",
        ":material/grid_on:",
        "What do max and average pooling do to sixteen numbers, and which outputs stay?",
        10,
    ),
    Page(
        "Image lab",
        "pages/image_lab.py",
        ":material/image:",
        "What is left of a photo, round after round? Of yours, too.",
        10,
    ),
    Page(
        "Still a clown?",
        "pages/still_a_clown.py",
        ":material/sentiment_very_satisfied:",
        "Does a network still recognise the clown after a shift? Tested on real, small networks.",
        10,
    ),
    Page(
        "Receptive field",
        "pages/receptive_field.py",
        ":material/filter_center_focus:",
        "How wide is the region that one output depends on? What does pooling add?",
        15,
    ),
    Page(
        "Beyond linear",
        "pages/beyond_linear.py",
        ":material/show_chart:",
        "What does max pooling draw while one pixel grows: a line, a hinge, a step?",
        10,
    ),
    Page(
        "Check yourself",
        "pages/check_yourself.py",
        ":material/quiz:",
        "Ten questions, and the key points.",
        10,
    ),
    Page(
        "Shift sweep",
        "pages/shift_sweep.py",
        ":material/open_with:",
        "How invariant is pooling? Every shift, measured.",
        10,
        FURTHER,
    ),
    Page(
        "How it learns",
        "pages/backward.py",
        ":material/school:",
        "How does a gradient pass back through pooling, and can pooling be undone?",
        10,
        FURTHER,
    ),
)


def groups() -> dict[str, list[Page]]:
    """The pages by their group, in order."""
    return {name: [p for p in PAGES if p.group == name] for name in (LESSON, FURTHER)}


def page_of(script: str) -> Page:
    return next(page for page in PAGES if page.script == script)
