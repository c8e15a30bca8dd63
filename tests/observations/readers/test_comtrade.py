"""Downloads of UN Comtrade, in both spellings, made up in the real layout."""

import csv
import io
from collections import Counter

import pytest
from builders import raw_file
from hypothesis import given
from hypothesis import strategies as st
from real_files import SHARED
from spreadsheets import xlsx_bytes

from helpers.core.dimensions import DIMENSIONS
from helpers.core.errors import SourceError
from helpers.observations.ingest.recognition import recognise
from helpers.observations.readers import comtrade
from helpers.observations.readers.reading import Hints
from helpers.observations.validation.check_registry import check_file

PLUS = [
    "typeCode",
    "freqCode",
    "refPeriodId",
    "refYear",
    "refMonth",
    "period",
    "reporterCode",
    "reporterISO",
    "reporterDesc",
    "flowCode",
    "flowDesc",
    "partnerCode",
    "partnerISO",
    "partnerDesc",
    "partner2Code",
    "partner2ISO",
    "partner2Desc",
    "classificationCode",
    "classificationSearchCode",
    "isOriginalClassification",
    "cmdCode",
    "cmdDesc",
    "aggrLevel",
    "isLeaf",
    "customsCode",
    "customsDesc",
    "mosCode",
    "motCode",
    "motDesc",
    "qtyUnitCode",
    "qtyUnitAbbr",
    "qty",
    "isQtyEstimated",
    "altQtyUnitCode",
    "altQtyUnitAbbr",
    "altQty",
    "isAltQtyEstimated",
    "netWgt",
    "isNetWgtEstimated",
    "grossWgt",
    "isGrossWgtEstimated",
    "cifvalue",
    "fobvalue",
    "primaryValue",
    "legacyEstimationFlag",
    "isReported",
    "isAggregate",
]
LEGACY = [
    "Classification",
    "Year",
    "Period",
    "Period Desc.",
    "Aggregate Level",
    "Is Leaf Code",
    "Trade Flow Code",
    "Trade Flow",
    "Reporter Code",
    "Reporter",
    "Reporter ISO",
    "Partner Code",
    "Partner",
    "Partner ISO",
    "2nd Partner Code",
    "2nd Partner",
    "2nd Partner ISO",
    "Customs Proc. Code",
    "Customs",
    "Mode of Transport Code",
    "Mode of Transport",
    "Commodity Code",
    "Commodity",
    "Qty Unit Code",
    "Qty Unit",
    "Qty",
    "Alt Qty Unit Code",
    "Alt Qty Unit",
    "Alt Qty",
    "Netweight (kg)",
    "Gross weight (kg)",
    "Trade Value (US$)",
    "CIF Trade Value (US$)",
    "FOB Trade Value (US$)",
    "Flag",
]
ROW = {
    "typeCode": "C",
    "freqCode": "M",
    "period": "202411",
    "reporterCode": "156",
    "reporterISO": "CHN",
    "reporterDesc": "China",
    "flowCode": "X",
    "partnerCode": "0",
    "partnerDesc": "World",
    "partner2Code": "0",
    "classificationCode": "H6",
    "isOriginalClassification": "true",
    "cmdCode": "850760",
    "cmdDesc": 'Accumulators; "lithium-ion", other',
    "aggrLevel": "6",
    "customsCode": "C00",
    "mosCode": "0",
    "motCode": "0",
    "qtyUnitCode": "5",
    "qtyUnitAbbr": "u",
    "qty": "10",
    "isQtyEstimated": "false",
    "netWgt": "40",
    "isNetWgtEstimated": "false",
    "primaryValue": "300",
    "legacyEstimationFlag": "0",
}
WORLD = {}
GERMANY = {"partnerCode": "276", "partnerDesc": "Germany", "primaryValue": "100", "qty": "4"}
AMERICA = {"partnerCode": "842", "partnerDesc": "USA", "primaryValue": "200", "qty": "6"}
NO_QUANTITY = {"qtyUnitCode": "-1", "qtyUnitAbbr": "N/A", "qty": "0", "netWgt": ""}


def lines(*rows, titles=PLUS):
    """Return the cells of a download, the header first."""
    return [titles, *([(ROW | row).get(title, "") for title in titles] for row in rows)]


def text(*rows, titles=PLUS, comma=","):
    """Return a download as text: each line of data with a comma behind, which the header has not."""
    stream = io.StringIO()
    header, *cells = lines(*rows, titles=titles)
    csv.writer(stream, lineterminator="\r\n").writerow(header)
    for row in cells:
        body = io.StringIO()
        csv.writer(body, lineterminator="").writerow(row)
        stream.write(body.getvalue() + comma + "\r\n")
    return stream.getvalue()


@pytest.fixture
def write(tmp_path):
    def written(content, name="TradeData.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def read(write):
    def found(*rows, hints=None, **named):
        return comtrade.read(write(text(*rows, **named)), hints or Hints())

    return found


@pytest.fixture
def refused(read):
    def found(*rows, hints=None, **named):
        with pytest.raises(SourceError) as caught:
            read(*rows, hints=hints, **named)
        message = str(caught.value)
        assert len(message.splitlines()) == 1
        return message.partition("TradeData.csv: ")[2]

    return found


def numbers(reading):
    """Return the numbers by what they are of; no two are of the same."""
    frame = reading.cells.rows
    names = ["period", "span", "flow", "region", "partner", "product", "unit"]
    found = dict(zip(frame[names].itertuples(index=False, name=None), frame["value"], strict=True))
    assert len(found) == len(frame)
    return found


def november(partner, unit="USD", product="850760", region="_T", flow="export"):
    return "2024-11", "month", flow, region, partner, product, unit


def test_a_download_is_its_totals_by_partner(read):
    reading = read(WORLD, GERMANY, AMERICA)
    assert numbers(reading) == {
        november("_T"): 300,
        november("304"): 100,
        november("502"): 200,
        november("_T", "piece"): 10,
        november("304", "piece"): 4,
        november("502", "piece"): 6,
        november("_T", "kg"): 40,
        november("304", "kg"): 40,
        november("502", "kg"): 40,
    }
    frame = reading.cells.rows
    assert frame["growth"].isna().all()
    assert frame["step"].isna().all()
    others = [name for name in DIMENSIONS if name not in ("partner", "product")]
    assert {code for name in others for code in frame[name]} == {"_T"}
    assert reading.dataset == "comtrade-CHN-USD"
    assert reading.inferred["classification"] == "H6"
    assert reading.complete == ("partner",)
    assert reading.warnings == ()


def test_values_stand_first_then_quantities_then_weights(read):
    units = read(WORLD, GERMANY).cells.rows["unit"].tolist()
    assert units == ["USD", "USD", "piece", "piece", "kg", "kg"]


OLD = {
    "Classification": "H4",
    "Period": "201511",
    "Aggregate Level": "6",
    "Trade Flow Code": "2",
    "Reporter Code": "156",
    "Reporter": "China",
    "Partner Code": "0",
    "Partner": "World",
    "Commodity Code": "850760",
    "Qty Unit Code": "5",
    "Qty": "10",
    "Netweight (kg)": "40",
    "Trade Value (US$)": "300",
    "Flag": "0",
}


def test_the_older_spelling_is_read_alike(write):
    rows = [
        OLD,
        OLD | {"Partner Code": "276", "Partner": "Germany", "Flag": "4"},
        OLD | {"Trade Flow Code": "4"},
    ]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, LEGACY, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path = write(stream.getvalue())
    assert recognise(path, path.name) == "comtrade"
    reading = comtrade.read(path, Hints())
    found = {(key[0], key[4], key[6]): value for key, value in numbers(reading).items()}
    assert found == {
        ("2015-11", "_T", "USD"): 300,
        ("2015-11", "304", "USD"): 300,
        ("2015-11", "_T", "piece"): 10,
        ("2015-11", "304", "piece"): 10,
        ("2015-11", "_T", "kg"): 40,
    }
    assert reading.warnings == (
        "1 row was left out, the first row 4: flows 4, which are not or are a part of imports (M) or "
        "exports (X)",
        "1 numbers of weight were left out: the United Nations estimated them",
    )


@pytest.mark.parametrize(
    ("m49", "code"),
    [
        ("842", "502"),
        ("840", "502"),
        ("757", "331"),
        ("251", "305"),
        ("579", "326"),
        ("381", "307"),
        ("699", "111"),
        ("490", "143"),
        ("344", "110"),
        ("446", "121"),
        ("410", "133"),
        ("643", "344"),
        ("688", "358"),
        ("729", "246"),
        ("4", "101"),
        ("8", "313"),
        ("156", "142"),
        ("899", "M899"),
        ("238", "flk"),
        ("16", "asm"),
        ("492", "M492"),
    ],
)
def test_partners_have_the_codes_of_the_customs(read, m49, code):
    reading = read(GERMANY | {"partnerCode": m49, "partnerDesc": "Somewhere"})
    assert {key[4] for key in numbers(reading)} == {code}
    named = {"partner": {code: "Somewhere"}} if code.startswith("M") else {}
    assert reading.names == named


def test_areas_without_a_code_are_a_part_of_the_world(read):
    reading = read(WORLD, GERMANY, AMERICA | {"partnerCode": "899", "partnerDesc": "Areas, nes"})
    assert reading.complete == ("partner",)
    (finding,) = check_file(reading.cells, raw_file("a", format="comtrade", names=reading.names))
    assert (finding.check, finding.values["codes"]) == ("known_codes", ["M899 Areas, nes"])


def test_a_group_of_partners_is_left_out(read):
    reading = read(WORLD, GERMANY, {**AMERICA, "partnerCode": "97", "partnerDesc": "EU"})
    assert {key[4] for key in numbers(reading)} == {"_T", "304"}
    assert any("groups of partners" in line for line in reading.warnings)


def test_another_reporter_is_a_region_of_its_own(read):
    germany = {"reporterCode": "276", "reporterISO": "DEU", "reporterDesc": "Germany"}
    reading = read(germany | {"partnerCode": "156", "flowCode": "M"})
    assert november("142", region="DEU", flow="import") in numbers(reading)
    assert reading.dataset == "comtrade-DEU-USD"
    assert reading.names == {"region": {"DEU": "Germany"}}
    assert check_file(reading.cells, raw_file("a", format="comtrade", names=reading.names)) == []


def test_a_year_is_january_to_december(read):
    reading = read({"freqCode": "A", "period": "2023"})
    assert {key[:2] for key in numbers(reading)} == {("2023-12", "ytd")}


def test_what_is_no_import_or_export_is_told_and_left_out(read):
    reading = read(WORLD, {"flowCode": "M"}, {"flowCode": "RX"}, {"flowCode": "RM"})
    assert {key[2] for key in numbers(reading)} == {"export", "import"}
    assert reading.warnings == (
        "2 rows were left out, the first row 4: flows RM, RX, which are not or are a part of imports "
        "(M) or exports (X)",
    )


@pytest.mark.parametrize(
    "part", [{"customsCode": "C01"}, {"motCode": "2100"}, {"partner2Code": "842"}, {"mosCode": "1"}]
)
def test_parts_of_a_total_are_told_and_left_out(read, part):
    reading = read(WORLD, {"primaryValue": "299"} | part)
    assert numbers(reading)[november("_T")] == 300
    (line,) = reading.warnings
    assert line.startswith("1 row was left out, the first row 3: parts, by customs procedure")


def test_levels_of_the_hs_stand_beside_one_another(read):
    level = {"TOTAL": "0", "85": "2", "8507": "4", "850760": "6"}
    rows = [{"cmdCode": code, "aggrLevel": digits} for code, digits in level.items()]
    reading = read(*rows)
    assert {key[5] for key in numbers(reading)} == {"_T", "85", "8507", "850760"}
    assert reading.complete == ()


def test_chapters_that_make_the_total_are_all_there_are(read):
    total = {"cmdCode": "TOTAL", "aggrLevel": "0"} | NO_QUANTITY
    chapters = [
        {"cmdCode": code, "aggrLevel": "2", "primaryValue": value} | NO_QUANTITY
        for code, value in (("01", "120"), ("85", "180"))
    ]
    assert read(total, *chapters).complete == ("product",)
    reading = read(total, chapters[0])
    assert reading.complete == ()
    (line,) = reading.warnings
    assert line == (
        "the products in it may be some of them alone: they add up to 120 of 300 "
        "(2024-11 export partner _T)"
    )


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([GERMANY, AMERICA], "the whole is not there beside them"),
        ([WORLD, GERMANY], "they add up to 100 of 300 (2024-11 export product 850760)"),
        (
            [WORLD, GERMANY, AMERICA, {"cmdCode": "850780"}],
            "they add up to 0 of 300 (2024-11 export product 850780)",
        ),
    ],
)
def test_partners_that_do_not_make_the_world_are_some_of_them(read, rows, reason):
    reading = read(*rows)
    assert reading.complete == ()
    assert reading.warnings == (f"the partners in it may be some of them alone: {reason}",)


def test_partners_may_be_apart_from_the_world_by_rounding(read):
    cents = {"primaryValue": "100.4"}, {"primaryValue": "200.4"}
    assert read(WORLD, GERMANY | cents[0], AMERICA | cents[1]).complete == ("partner",)


@pytest.mark.parametrize(
    ("code", "name", "unit"),
    [
        ("2", "m²", "m2"),
        ("3", "1000 kWh", "thousand_kWh"),
        ("6", "2u", "pair"),
        ("7", "l", "litre"),
        ("9", "1000u", "thousand_pieces"),
        ("11", "12u", "dozen"),
        ("12", "m³", "m3"),
        ("13", "carat", "carat"),
        ("16", "hive", "hive"),
    ],
)
def test_units_are_ours(read, code, name, unit):
    reading = read({"qtyUnitCode": code, "qtyUnitAbbr": name, "netWgt": "0"})
    assert numbers(reading) == {november("_T"): 300, november("_T", unit): 10}
    assert bool(reading.warnings) == (unit == "hive")


def test_the_weight_is_no_second_quantity_of_its_own_unit(read):
    rows = [
        {"qtyUnitCode": "8", "qty": "41"},
        {"partnerCode": "276", "qtyUnitCode": "21", "qty": "7"},
        {"partnerCode": "842"} | NO_QUANTITY | {"netWgt": "5"},
    ]
    found = {key[4:]: value for key, value in numbers(read(*rows)).items() if key[6] != "USD"}
    assert found == {
        ("_T", "850760", "kg"): 41,
        ("304", "850760", "ton"): 7,
        ("502", "850760", "kg"): 5,
    }


def test_estimated_quantities_are_told_and_left_out(read):
    reading = read({"isQtyEstimated": "TRUE"}, GERMANY | {"isNetWgtEstimated": "true"})
    found = {(key[4], key[6]) for key in numbers(reading)}
    assert found == {("_T", "USD"), ("304", "USD"), ("_T", "kg"), ("304", "piece")}
    estimated = "were left out: the United Nations estimated them"
    assert f"1 numbers of quantity {estimated}" in reading.warnings
    assert f"1 numbers of weight {estimated}" in reading.warnings


def test_converted_codes_are_told(read):
    assert read({"isOriginalClassification": "false"}).warnings == (
        "1 row was converted by the United Nations from another edition of the HS",
    )


def resaved(*rows):
    """Return a download as a spreadsheet has it: numbers are numbers, and lost their zeros."""

    def cell(value):
        return float(value) if value.replace(".", "", 1).isdigit() else value

    header, *cells = lines(*rows)
    return [header, *([cell(value) for value in row] for row in cells)]


def test_a_file_saved_again_is_read_alike(write):
    rows = [{"cmdCode": "010121"}, GERMANY | {"cmdCode": "010121", "primaryValue": "300"}]
    original = comtrade.read(write(text(*rows)), Hints())
    tabs = "\r\n".join("\t".join(row) for row in lines(*rows)) + "\r\n"
    for name, content in {
        "a.xlsx": xlsx_bytes([["a note"]], resaved(*rows)),
        "b.txt": tabs.encode("utf-16"),
        "c.csv": tabs.encode(),
        "d.csv": text(*rows, comma="").encode("latin-1"),
    }.items():
        path = write(content, name)
        assert recognise(path, name) == "comtrade"
        assert numbers(comtrade.read(path, Hints())) == numbers(original)
    note = comtrade.read(write(xlsx_bytes(resaved(*rows)), "a.xlsx"), Hints()).inferred["product"]
    assert note == "the zero put back before 1 HS codes such as 010121, as column 'aggrLevel' shows"


def test_names_may_be_in_latin_letters(write):
    side = {"partnerCode": "535", "partnerDesc": "Saint Barthélemy"}
    for encoding in ("utf-8", "utf-8-sig", "latin-1"):
        reading = comtrade.read(write(text(side).encode(encoding)), Hints())
        assert reading.names == {"partner": {"M535": "Saint Barthélemy"}}


def test_columns_a_program_named_otherwise_are_known(write):
    table = [[title.replace("C", "_c").replace("V", "_v") for title in PLUS], *lines(WORLD)[1:]]
    path = write("\n".join(",".join(row).replace('"', "") for row in lines({"cmdDesc": "x"})))
    assert recognise(path, path.name) == "comtrade"
    table[1][PLUS.index("cmdDesc")] = "x"
    path = write("\n".join(",".join(row) for row in table) + "\n")
    assert recognise(path, path.name) == "comtrade"
    assert numbers(comtrade.read(path, Hints()))[november("_T")] == 300


AGAIN = "download the file again, with all its columns"
BAD = {
    "several reporters": (
        [WORLD, {"reporterCode": "276"}],
        "row 3, column 'reporterCode': expected the one reporter 156, found '276'",
    ),
    "a group that reports": (
        [{"reporterCode": "97"}],
        "row 2, column 'reporterCode': expected a country or territory that the customs have a code "
        "for, such as 156, found '97'",
    ),
    "services": ([{"typeCode": "S"}], "row 2, column 'typeCode': expected C, goods, found 'S'"),
    "another classification": (
        [{"classificationCode": "S4"}],
        "row 2, column 'classificationCode': expected an edition of the HS such as H6, found 'S4'",
    ),
    "no month": ([{"period": "202413"}], "row 2, column 'period': expected a month such as 202411"),
    "a year among months": (
        [{"period": "2024"}],
        "row 2, column 'period': expected a month such as 202411, or a year such as 2024, found '2024'",
    ),
    "a quarter": ([{"freqCode": "Q"}], "row 2, column 'freqCode': expected M, monthly, or A"),
    "no value": ([{"primaryValue": ""}], "row 2, column 'primaryValue': expected a number such as"),
    "a negative value": (
        [WORLD, GERMANY | {"primaryValue": "-1"}],
        "row 3, column 'primaryValue': expected a number such as 1234, not below zero, found '-1'",
    ),
    "a value cut by a spreadsheet": (
        [{"primaryValue": "1.23457E+11"}],
        "row 2, column 'primaryValue': expected a number such as 1234, not below zero, found "
        "'1.23457E+11'; a spreadsheet kept six digits of it: download the file again",
    ),
    "a lost zero where no level shows it": (
        [{"cmdCode": "10121", "aggrLevel": ""}],
        "row 2, column 'cmdCode': expected an HS code of 2, 4 or 6 digits, or TOTAL, found '10121'",
    ),
    "a lost digit at the end": (
        [{"cmdCode": "85076"}],
        "row 2, column 'cmdCode': expected an HS code of 2, 4 or 6 digits, or TOTAL, found '85076'",
    ),
    "a partner in letters": (
        [{"partnerCode": "DEU"}],
        "row 2, column 'partnerCode': expected a partner's digits such as 276, found 'DEU'",
    ),
    "a row twice": (
        [WORLD, GERMANY, WORLD],
        "row 4: expected a row of its own, found '2024-11 month export _T 850760' as in row 2",
    ),
    "two codes of one partner": (
        [AMERICA, AMERICA | {"partnerCode": "840"}],
        "row 3: expected a row of its own, found '2024-11 month export 502 850760' as in row 2",
    ),
    "re-exports alone": (
        [{"flowCode": "RX"}],
        "expected totals of imports (M) or exports (X), found none (1 row was left out",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_told_in_one_line(refused, case):
    rows, expected = BAD[case]
    assert refused(*rows).startswith(expected)


def test_a_file_cut_off_is_refused(write):
    whole = text(WORLD, GERMANY)
    with pytest.raises(SourceError, match=r"expected a line end behind the last row, found none"):
        comtrade.read(write(whole[:-2]), Hints())
    with pytest.raises(SourceError, match=r"row 3: expected 47 cells as in the header, found 39"):
        comtrade.read(write(whole[:-20] + "\n"), Hints())


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        (
            Hints(flow="import"),
            "row 2, column 'flowCode': expected the flow told, import, found 'X'",
        ),
        (Hints(period="2024-10"), "row 2, column 'period': expected the period told, 2024-10"),
        (
            Hints(only={"partner": "502"}),
            "row 3, column 'partnerCode': expected a code within 502, as was told, found '276'",
        ),
        (Hints(only={"regime": "10"}), "expected no restriction but of partner and product"),
    ],
)
def test_what_a_user_says_must_agree(refused, hints, expected):
    assert refused(WORLD, GERMANY, hints=hints).startswith(expected)


def test_what_a_user_says_may_agree(read):
    hints = Hints("export", "2024-11", {"partner": "304", "product": "85"})
    assert len(numbers(read(WORLD, GERMANY, hints=hints))) == len(numbers(read(WORLD, GERMANY)))


def test_as_many_rows_as_comtrade_gives_are_told(read):
    rows = [{"cmdCode": f"85{number:04d}"} | NO_QUANTITY for number in range(500)]
    assert read(*rows).warnings == (
        "500 rows are just as many as Comtrade gives at once: some may be missing",
    )
    assert read(*rows[1:]).warnings == ()


PARTNERS = {"0": "_T", "276": "304", "842": "502", "156": "142", "899": "M899"}
PRODUCTS = {"TOTAL": "_T", "01": "01", "0101": "0101", "850760": "850760"}
PERIODS = {"202411": ("2024-11", "month"), "2023": ("2023-12", "ytd")}
FLOWS = {"X": "export", "M": "import", "RX": None, "FM": None}
UNITS = {"5": "piece", "8": "kg", "21": "ton", "-1": None}


@st.composite
def legal_rows(draw):
    """Draw rows of a legal file: one for each of some keys."""
    keys = draw(
        st.sets(
            st.tuples(*map(st.sampled_from, map(list, (PERIODS, FLOWS, PARTNERS, PRODUCTS)))),
            min_size=1,
            max_size=12,
        ).filter(lambda keys: any(FLOWS[flow] for _, flow, _, _ in keys))
    )
    amount = st.integers(0, 10**12)
    return [
        {
            "period": period,
            "freqCode": "M" if len(period) == 6 else "A",
            "flowCode": flow,
            "partnerCode": partner,
            "cmdCode": product,
            "aggrLevel": str(0 if product == "TOTAL" else len(product)),
            "primaryValue": str(draw(amount)),
            "qtyUnitCode": draw(st.sampled_from([*UNITS])),
            "qty": str(draw(amount)),
            "isQtyEstimated": draw(st.sampled_from(["true", "false"])),
            "netWgt": draw(st.one_of(st.just(""), amount.map(str))),
            "isNetWgtEstimated": draw(st.sampled_from(["true", "false"])),
            "motCode": draw(st.sampled_from(["0", "0", "0", "2100"])),
        }
        for period, flow, partner, product in sorted(keys)
    ]


def expected_numbers(rows):
    """Work out what a file holds, row by row, with nothing but dictionaries."""
    found = {}
    for row in rows:
        flow = FLOWS[row["flowCode"]]
        if flow is None or row["motCode"] != "0":
            continue
        key = (*PERIODS[row["period"]], flow, "_T", PARTNERS[row["partnerCode"]])
        key += (PRODUCTS[row["cmdCode"]],)
        found[*key, "USD"] = int(row["primaryValue"])
        unit, weighed = UNITS[row["qtyUnitCode"]], False
        if unit and row["isQtyEstimated"] == "false" and int(row["qty"]) > 0:
            found[*key, unit] = int(row["qty"])
            weighed = unit in ("kg", "ton")
        if not weighed and row["isNetWgtEstimated"] == "false" and int(row["netWgt"] or 0) > 0:
            found[*key, "kg"] = int(row["netWgt"])
    return found


@given(legal_rows())
def test_any_legal_file_is_read_as_it_stands(tmp_path_factory, rows):
    expected = expected_numbers(rows)
    path = tmp_path_factory.mktemp("drawn") / "TradeData.csv"
    path.write_text(text(*rows), encoding="utf-8", newline="")
    if not expected:
        with pytest.raises(SourceError, match="expected totals of imports"):
            comtrade.read(path, Hints())
        return
    reading = comtrade.read(path, Hints())
    assert numbers(reading) == expected
    assert ("partner" in reading.complete) == partners_make_the_world(expected)


def partners_make_the_world(expected):
    """Return whether some partners are there, and throughout where some are they make the world."""
    values = {key[:-1]: value for key, value in expected.items() if key[-1] == "USD"}
    sums, counts = Counter(), Counter()
    for (*others, partner, product), value in values.items():
        if partner != "_T":
            sums[*others, product] += value
            counts[*others, product] += 1
    parted = {(key[0], key[1], key[2], key[4] == "_T") for key in sums}
    worlds = {(*key[:4], key[5]): value for key, value in values.items() if key[4] == "_T"}
    groups = {key for key in {*worlds, *sums} if (key[0], key[1], key[2], key[4] == "_T") in parted}
    return bool(sums) and all(
        key in worlds and abs(sums[key] - worlds[key]) <= (counts[key] + 1) / 2 for key in groups
    )


@pytest.mark.real_files
def test_the_case_of_a_real_layout():
    path = SHARED / "cases" / "comtrade_csv" / "TradeData.csv"
    assert recognise(path, path.name) == "comtrade"
    reading = comtrade.read(path, Hints())
    assert numbers(reading) == {
        november("_T"): 20_000_000,
        november("304"): 10_000_000,
        november("502"): 10_000_000,
        november("_T", "piece"): 1_000_000,
        november("304", "piece"): 500_000,
        november("502", "piece"): 500_000,
        november("_T", "kg"): 2_000_000,
        november("304", "kg"): 1_000_000,
        november("502", "kg"): 1_000_000,
    }
    assert reading.complete == ("partner",)
