"""What every test shares."""

from hypothesis import settings

settings.register_profile("lab", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("lab")
