"""Settings of every test: hypothesis tries the same examples each time and keeps no notes."""

from hypothesis import settings

settings.register_profile("tradebook", database=None, derandomize=True, deadline=None)
settings.load_profile("tradebook")
