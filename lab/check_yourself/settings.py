"""The settings that the test keeps in the address bar."""

from typing import Any

from lab.check_yourself.questions import COUNT
from lab.page import settings
from lab.page.settings import Setting

SEEDS = (1, 9999)
SEED = settings.whole("seed", 1, *SEEDS)
AT = settings.choice("at", "1", [str(i + 1) for i in range(COUNT)])
ANSWERS = [settings.short_text(f"q{i + 1}", 80, personal=True) for i in range(COUNT)]
ANSWERED = settings.short_text("edition", 4, personal=True)  # the edition that the answers are for
KEY = settings.switch("key", personal=True)  # a teacher's: the worksheet has its answers
SETTINGS: tuple[Setting[Any], ...] = (SEED, AT, *ANSWERS, ANSWERED, KEY)
