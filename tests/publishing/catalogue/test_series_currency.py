"""The currency of a series: one for all its months wherever one has all."""

import pytest

from helpers.publishing.catalogue.series_currency import currencies_of
from helpers.reports.common.parameters import Offer


def usd(parts=4, origin=0):
    return Offer("USD", parts, origin)


def cny(parts=4, origin=0):
    return Offer("CNY", parts, origin)


@pytest.mark.parametrize(
    ("offers", "chosen"),
    [
        # One currency has all months, whatever the other has.
        ([[usd()], [usd(), cny()], [usd()]], "U U U"),
        ([[cny(origin=0), usd(origin=2)], [usd(origin=2)]], "U U"),
        # Both have: the customs' own first, by the month that is farthest from it.
        ([[cny(), usd(origin=2)], [cny(), usd(origin=2)]], "C C"),
        ([[usd(), cny(origin=1)], [cny(origin=1), usd(origin=2)]], "C C"),
        ([[usd(), cny()], [usd(), cny()]], "U U"),
        # The other has less of what the report shows in one month.
        ([[usd(6, 2), cny(4)], [cny(4), usd(4, 2)]], "U U"),
        # None has all: a currency is kept as long as it can be.
        ([[cny()], [cny(), usd(origin=2)], [usd()]], "C C U"),
        ([[usd()], [cny()], [usd(), cny()]], "U C C"),
        # The first is the one that lasts longest; of as long ones, that of the customs.
        ([[usd(), cny()], [cny()], [usd()]], "C C U"),
        ([[usd(origin=2), cny()], [usd(origin=2), cny()], [usd(6), cny(4)], [cny()]], "U U U C"),
        ([], ""),
    ],
)
def test_the_currency_of_each_month(offers, chosen):
    months = [f"2025-{place:02d}" for place in range(1, len(offers) + 1)]
    found = currencies_of(dict(zip(months, offers, strict=True)), {})
    names = {"U": "USD", "C": "CNY"}
    assert found == dict(zip(months, (names[one] for one in chosen.split()), strict=True))


def test_a_released_month_keeps_its_currency_and_the_months_after_it_do():
    both = [cny(), usd(origin=2)]
    offers = {"2025-01": [cny()], "2025-02": both, "2025-03": both}
    assert set(currencies_of(offers, {}).values()) == {"CNY"}
    assert currencies_of(offers, {"2025-02": "USD"}) == {
        "2025-01": "CNY",
        "2025-02": "USD",
        "2025-03": "USD",
    }
    # Released in dollars, as all can be.
    del offers["2025-01"]
    assert set(currencies_of(offers, {"2025-03": "USD"}).values()) == {"USD"}
