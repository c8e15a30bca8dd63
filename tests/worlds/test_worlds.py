"""Reports of random worlds: no figure is wrong, and none is absent that files determine.

Each run tries the same few hundred worlds. To try others, and as many as one likes::

    TRADEBOOK_WORLDS=10000 .venv/bin/python -m pytest tests/worlds/test_worlds.py -n 0

Not judged: growth that a source prints and the bases it implies, values rounded by their source, totals
that are stated without exports and imports, kinds of enterprise and regimes, a second statutory unit,
and of a year in review what needs more than two years, the nation's partners and products, the choice of
its currency, and its sums of months; that a month of which a complete file has no row counts as one
without trade, and that growth is taken from another source. A total or balance of a partner that is listed
for one flow alone may be there or not; so may the base of a province, and of a sum of provinces, where
a province trades a product in one year alone.
"""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from worlds import cases
from worlds.judging import faults

WORLDS = os.environ.get("TRADEBOOK_WORLDS")
SHARES = {"city": 0.25, "located": 0.1, "product": 0.5, "provincial": 0.15, "annual": 0.1}
_USUAL = 200

settings.register_profile(
    "worlds",
    settings.get_profile("tradebook"),
    derandomize=not WORLDS,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


@pytest.mark.parametrize("report", SHARES)
def test_figures_are_right_or_absent(report):
    count = round(int(WORLDS or _USUAL) * SHARES[report])

    @settings(settings.get_profile("worlds"), max_examples=count)
    @given(getattr(cases, f"{report}_cases")())
    def judge(case):
        assert faults(case) == []

    judge()
