"""The strategies of cases: a world, the files of some tables of it, and a report to be computed."""

from hypothesis import strategies as st
from worlds.files import SPANS_OF_TABLES, contradicting, files_of, tables, without_gaps
from worlds.judging import Case
from worlds.sheets import ALL_REGIONS
from worlds.world import worlds

REPORTS = ("city", "located", "product", "provincial", "annual")
"""The kinds of cases there are."""
BEIJING = {"region": "11"}
_CITY = (
    (("region",), BEIJING),
    (("region", "partner"), BEIJING),
    (("region", "product"), BEIJING),
    (("region", "partner", "product"), BEIJING),
    (("region", "partner", "product"), {}),
    ((), {}),
    (("partner", "product"), {}),
    (("product",), {}),
)
_FEW = st.sampled_from((False,) * 15 + (True,))
_TOTAL = _CITY[:1]
_SOME = st.sampled_from((False,) * 7 + (True,))
_STATED_YEARS = SPANS_OF_TABLES[1:]
_PROVINCIAL = ((("region",), {}), (("region",), {}), (("region", "product"), {}), ((), {}))


@st.composite
def city_cases(draw):
    """Draw a report on Beijing."""
    world = draw(worlds())
    return _case(draw, "city", ("11",), world, _CITY, wholes=_TOTAL)


@st.composite
def located_cases(draw):
    """Draw a report on Guangdong from tables of all provinces, some of which lack it in a month or a year."""
    asked = {"lacks": (0, 1, 3, 4)}
    return _case(draw, "city", ("44",), draw(_national_worlds), _PROVINCIAL[:1], **asked)


@st.composite
def product_cases(draw, contradicted=_SOME):
    """Draw a report on a product, by its whole code or a shorter one."""
    world = draw(worlds())
    code = draw(st.sampled_from(world.products))
    hs = code[: draw(st.sampled_from((8, 4, 2)))]
    shapes = [
        (apart, only)
        for apart in (("product",), ("partner", "product"), ("region", "partner", "product"))
        for only in ({"product": hs}, {})
    ]
    return _case(draw, "product", (hs,), world, shapes, contradicted=contradicted)


def contradicted_cases():
    """Draw a report on a product where two files of one day give a figure two values."""
    return product_cases(contradicted=st.just(True))


@st.composite
def provincial_cases(draw):
    """Draw a report on all provinces."""
    return _case(draw, "provincial", (), draw(_national_worlds), _PROVINCIAL)


@st.composite
def annual_cases(draw):
    """Draw a year in review up to a month, from dollar tables that state January to a month."""
    asked = {"spans": _STATED_YEARS, "currencies": ("USD",)}
    return _case(draw, "annual", (), draw(_national_worlds), _PROVINCIAL, **asked)


_national_worlds = worlds(
    regions=(ALL_REGIONS,), dense=True, periods=("2025-02", "2025-03", "2025-01")
)


def _case(draw, report, subject, world, shapes, *, wholes=(), contradicted=_SOME, **asked):
    """Draw the files of some tables; in half of the cases one of them is the subject's whole trade."""
    count = draw(st.integers(1, 3))
    asked = [draw(tables(f"table{place}", shapes, **asked)) for place in range(count)]
    if wholes and draw(st.booleans()):
        asked.append(without_gaps(draw(tables("whole", wholes))))
    files = [file for table in asked for file in files_of(world, table) if file.rows]
    early = draw(st.sampled_from((False, False, True)))
    contradicted = bool(files) and draw(contradicted)
    if contradicted:
        files.append(contradicting(draw(st.sampled_from(files))))
    return Case(report, subject, world, tuple(files), early, contradicted, draw(_FEW))
