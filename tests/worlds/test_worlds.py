"""Reports of random worlds: no figure is wrong, and none is absent that files determine.

Each run tries the same twenty worlds of each kind; ``tools/random_worlds.py`` tries others, and as many as one
likes. With what was mended undone, random worlds find each fault again (``test_worlds_find.py``). What is not
judged, as the months before, is computed in the first world, and in one of sixteen.

Not judged: growth that a source prints and the bases it implies, values rounded by their source, totals
that are stated without exports and imports, kinds of enterprise and regimes, a second statutory unit,
and of a year in review what needs more than two years, the nation's partners and products, the choice of
its currency, and its sums of months; that a month of which a complete file has no row counts as one
without trade, and that growth is taken from another source. A total or balance of a partner that is listed
for one flow alone may be there or not; so may the base of a province, and of a sum of provinces, where
a province trades a product in one year alone.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from worlds import cases
from worlds.judging import faults

COUNT = 20


@pytest.mark.parametrize("report", cases.REPORTS)
def test_figures_are_right_or_absent(report):
    in_full = iter([True])

    @settings(
        max_examples=COUNT,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(getattr(cases, f"{report}_cases")())
    def judge(case):
        assert faults(replace(case, in_full=next(in_full, case.in_full))) == []

    judge()
