"""The cases of official tables and the real pages, with the values that stand in them."""

import pytest
from bs4 import BeautifulSoup
from real_files import BULLETINS, SHARED

from helpers.observations.readers import bulletin
from helpers.observations.readers.reading import Hints

pytestmark = pytest.mark.real_files

# case, ending: dataset, and by key (code, span, flow, measure): value, and growth where it is said
CASES = {
    ("country_table", "xlsx"): (
        "country-CNY",
        {
            ("116", "month", "export", "value"): (600_000, None),
            ("116", "month", "import", "value"): (400_000, None),
            ("116", "month", "total", "value"): (1_000_000, None),
            ("116", "ytd", "export", "value"): (6_000_000, 3.2),
            ("116", "ytd", "import", "value"): (4_000_000, 5.2),
            ("_T", "month", "total", "value"): (3_900_000, None),
            ("_T", "ytd", "total", "value"): (40_000_000, None),
            ("ASEAN", "month", "total", "value"): (0, None),
        },
    ),
    ("country_express", "xlsx"): (
        "country-express-CNY",
        {
            ("EU", "month", "export", "value"): (346_200_000_000, None),
            ("EU", "ytd", "export", "value"): (None, 8.0),
            ("304", "month", "export", "value"): (74_000_000_000, None),
        },
    ),
    ("html_table", "html"): (
        "location-CNY",
        {("_T", "month", "export", "value"): (9_920_000_000, None)},
    ),
    ("html_table", "xls"): (
        "location-CNY",
        {("_T", "month", "export", "value"): (9_920_000_000, None)},
    ),
    ("location_english", "xlsx"): (
        "location-USD",
        {("_T", "ytd", "export", "value"): (600_000, None)},
    ),
    ("regime_table", "xlsx"): (
        "regime-CNY",
        {
            ("10", "month", "export", "value"): (400_000, None),
            ("10", "month", "import", "value"): (200_000, None),
            ("10", "ytd", "export", "value"): (None, 5.0),
            ("10", "ytd", "import", "value"): (None, -2.0),
        },
    ),
}
DIMENSION = {"country": "partner", "location": "region", "regime": "regime"}


def read(path):
    return bulletin.read(path, Hints(name=path.name))


def case(name, ending="xlsx"):
    (path,) = (SHARED / "cases" / name).glob(f"*.{ending}")
    return read(path)


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_a_case_is_read_with_its_values(name, ending):
    dataset, wanted = CASES[name, ending]
    reading = case(name, ending)
    assert reading.dataset == dataset
    dimension = DIMENSION[dataset.partition("-")[0]]
    found = reading.cells.rows.set_index([dimension, "span", "flow", "measure"])
    for key, (value, growth) in wanted.items():
        cell = found.loc[key]
        assert value is None or cell["value"] == value, key
        assert growth is None or cell["growth"] == growth, key


def test_the_goods_of_the_case():
    rows = case("commodity_table").cells.rows
    found = {(row.span, row.measure, row.unit, row.value): row.growth for row in rows.itertuples()}
    assert found["month", "quantity", "piece", 440_000_000] == 30.0
    assert found["month", "value", "USD", 8_000_000_000] == 25.0
    assert ("month", "quantity", "piece", 32_000_000_000) in found
    batteries = rows[rows["value"] == 440_000_000]["product"].item()
    year = rows[(rows["product"] == batteries) & (rows["span"] == "ytd")].set_index("measure")
    assert year["growth"].to_dict() == {"quantity": 18.0, "value": 26.0}


def test_the_kinds_of_enterprise_of_the_case():
    reading = case("enterprise_table")
    found = reading.cells.rows.set_index(["regime", "enterprise", "span"])
    assert found.loc[("10", "private_owned", "month"), "value"] == 40_000
    assert found.loc[("10", "private_owned", "ytd"), "value"] == 410_000
    assert found.loc[("10", "private_owned", "ytd"), "growth"] == 8.0
    assert found.loc[("_T", "private_owned", "month"), "value"] == 60_000
    assert set(reading.cells.rows["flow"]) == {"export"}


def test_the_months_of_the_case():
    found = case("total_monthly").cells.rows.set_index(["period", "span", "flow"])
    assert found.loc[("2025-11", "month", "export"), "value"] == 2_345_610_000_000
    assert found.loc[("2025-11", "ytd", "export"), "value"] == 24_460_000_000_000
    assert found.loc[("2025-11", "month", "export"), "growth"] == 5.7
    assert {"2024-11", "2025-01", "2025-11"} <= set(found.index.get_level_values("period"))


def test_places_of_origin_are_no_places_of_registration():
    rows = case("origin_place_table").cells.rows
    assert set(rows["region"]) == {"_T"}
    assert set(rows["locality"]) == {"_T", "11"}


def printed(path, width):
    """Return the rows of a page that have a width: the name, and the numbers in their order."""
    page = BeautifulSoup(path.read_bytes(), "html.parser")
    for row in page.find_all("tr"):
        cells = [cell.get_text().strip() for cell in row.find_all("td", recursive=False)]
        numbers = [cell.replace(",", "") for cell in cells[1:]]
        if len(cells) == width and numbers[0].replace(".", "").isdigit() and "." in numbers[0]:
            yield cells[0], [float(each) for each in numbers]


def test_every_number_of_the_english_express_page():
    path = BULLETINS / "english-partners-express-2026-03-cny.html"
    reading = read(path)
    rows = list(printed(path, 10))
    assert len(rows) == 30
    columns = [(flow, span) for flow in ("total", "export", "import") for span in ("month", "ytd")]
    frame = reading.cells.rows
    codes = list(dict.fromkeys(frame["partner"]))
    assert codes[:4] == ["_T", "EU", "304", "309"]
    found = frame.set_index(["partner", "flow", "span"])
    for code, (_, numbers) in zip(codes, rows, strict=True):
        for (flow, span), number in zip(columns, numbers[:6], strict=True):
            assert found.loc[(code, flow, span), "value"] == pytest.approx(number * 1e8, rel=1e-12)
        for flow, growth in zip(("total", "export", "import"), numbers[6:], strict=True):
            assert found.loc[(code, flow, "ytd"), "growth"] == growth
    assert (reading.dataset, reading.complete, reading.kind) == (
        "country-express-CNY",
        (),
        "express",
    )
    assert set(frame["period"]) == {"2026-03"}


def test_the_english_goods_of_january():
    reading = read(BULLETINS / "english-commodities-import-2026-01.EXCERPT.html")
    rows = reading.cells.rows
    assert (reading.dataset, reading.complete) == ("commodity-USD", ())
    assert set(rows["flow"]) == {"import"}
    assert set(rows["period"]) == {"2026-01"}
    # January is January to January: each number stands for both.
    month, year = (rows[rows["span"] == span]["value"].tolist() for span in ("month", "ytd"))
    assert month == year
