"""Products in many months: what the editions on the nation and on a product say of each."""

import pytest
from testbed import ROOT

from helpers.indicators.figures import Figures
from helpers.reports.common.data import open_store
from helpers.reports.national import NationalParameters
from helpers.reports.national.national_figures import compute as compute_nation
from helpers.reports.product import ProductParameters
from helpers.reports.product.product_figures import compute as compute_product
from helpers.reports.timelines.timelines import timelines

FOLLOWED = ("level", "growth", "unit_value", "unit_value_growth")


@pytest.fixture(scope="module")
def store():
    return open_store(ROOT / "data")


def same(figure, found):
    return found is not None and (found.value, found.unit, found.reason) == (
        figure.value,
        figure.unit,
        figure.reason,
    )


def test_an_hs_code_has_the_figures_of_its_edition(store):
    found = Figures(timelines(store, "product", "USD"))
    edition = compute_product(store, ProductParameters.of("product", {"period": "2025-02"}))
    mine = [
        figure
        for figure in edition.figures
        if figure.metric in FOLLOWED and (figure.partner, figure.region) == ("_T", "_T")
    ]
    assert {figure.measure for figure in mine} >= {"value", "quantity"}
    assert [figure.id for figure in mine if not same(figure, found.find(**figure.keys))] == []


def test_goods_have_the_figures_of_the_national_edition(store):
    found = Figures(timelines(store, "product", "CNY"))
    values = {"period": "2025-12", "currency": "CNY"}
    edition = compute_nation(store, NationalParameters.of("national", values))
    mine = [
        figure for figure in edition.figures if figure.metric in FOLLOWED and figure.product != "_T"
    ]
    assert len(mine) > 2000
    assert {figure.unit for figure in mine} >= {"CNY", "ton", "CNY/ton", "percent"}
    assert [figure.id for figure in mine if not same(figure, found.find(**figure.keys))] == []
