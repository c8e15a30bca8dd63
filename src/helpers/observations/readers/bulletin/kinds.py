"""Which table of the customs it is: known by its name in either language, never by its number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.periods import MONTH, YTD

BULLETIN: Final = "bulletin"
EXPRESS: Final = "express"
"""What tables are in the calendar of releases: verified, or preliminary."""

PERIOD: Final = "period"
"""What the rows are of a table of totals: months, or years."""


@dataclass(frozen=True)
class TableKind:
    """A table of the customs.

    Attributes
    ----------
    name : str
        What its dataset is called, before the currency.
    dimension : str
        What its rows are members of; ``PERIOD`` in a table of totals.
    title : str
        A regular expression that finds its name, in small letters and without spaces.
    head : str
        One that the head of its column of names matches as a whole, where that says which it is.
    across : str
        A dimension that its columns are members of beside their flow.
    by_flow : bool
        Whether a table holds one flow, which its title says.
    growth : str
        The span of a growth of which the header does not say it.
    listed : bool
        Whether its rows are chosen goods or countries, which make up no whole.
    preliminary : str
        The kind it is where its amounts are in 亿元 or 百万美元, as those of the express release are.
    release : str
        What it is in the calendar of releases.
    """

    name: str
    dimension: str
    title: str
    head: str = ""
    across: str = ""
    by_flow: bool = False
    growth: str = YTD
    listed: bool = False
    preliminary: str = ""
    release: str = BULLETIN


KINDS: Final = (
    TableKind(
        "location",
        "region",
        "所在地|locationofimporters",
        "(?:收发货人|经营单位)?所在地|locationofimporters.*",
    ),
    TableKind("city", "region", "当期(?:进出口|进口|出口)"),
    TableKind(
        "locality",
        "locality",
        "境内目的地|货源地|domesticconsumers",
        "境内目的地.*|locationofdomestic.*",
    ),
    TableKind("office", "office", "关别|customsdistricts?", "关别.*|customsdistricts?"),
    TableKind(
        "zone",
        "region",
        "特定(?:经济)?(?:地区|区域)|specificareas?",
        "特定(?:经济)?(?:地区|区域).*|specificareas?",
    ),
    TableKind("foreign", "region", "外商投资企业(?:进出口|总值)|foreign-investedenterprises"),
    TableKind(
        "enterprise",
        "regime",
        "贸易方式企业性质|bytypeenterprise|bytypeofenterprise",
        across="enterprise",
        by_flow=True,
    ),
    TableKind("enterprise-kind", "enterprise", "企业性质总值", "企业性质"),
    TableKind(
        "country-express",
        "partner",
        r"主要(?:国别|国家|贸易伙伴)|total(?:export&import|import&export)valuesbycountry|bymajorcountry",
        listed=True,
        release=EXPRESS,
    ),
    TableKind(
        "country",
        "partner",
        r"国别(?:\(地区\))?总值|bycountry(?:\(region\))?of",
        ".*(?:原产国|目的国|国别|国家\\(地区\\)).*|importsource|country.*",
        preliminary="country-express",
    ),
    TableKind("section", "product", "类章总值|byhssection", "类章|商品类章|hssection.*"),
    TableKind("composition", "product", "构成表|compositionofimportsandexports", "商品构成|sitc.*"),
    TableKind(
        "regime-express", "regime", "valuesbytrademode", "trademode", listed=True, release=EXPRESS
    ),
    TableKind(
        "regime",
        "regime",
        "贸易方式总值|bycustomsregime",
        "贸易方式|customsregime",
        preliminary="regime-express",
    ),
    TableKind(
        "commodity-express",
        "product",
        "重点商品|china'smajor(?:exports|imports)byquantity",
        by_flow=True,
        listed=True,
        release=EXPRESS,
    ),
    TableKind(
        "commodity",
        "product",
        "主要商品|major(?:export|import)commodities",
        "商品名称|commodity",
        by_flow=True,
        growth=MONTH,
        listed=True,
    ),
    TableKind(
        "commodity-hightech", "product", "高新技术产品", by_flow=True, growth=MONTH, listed=True
    ),
    TableKind("commodity-mechelec", "product", "机电产品", by_flow=True, growth=MONTH, listed=True),
    TableKind("total-annual", PERIOD, "总值表.*年度|annually", "年|年度|year"),
    TableKind("total", PERIOD, "总值表.*月度|monthly", "年月|月|月份|month"),
    TableKind(
        "total-express", PERIOD, "进出口商品总值表|totalexport&importvalues", release=EXPRESS
    ),
)
"""The tables that are read. The first whose name is found counts: longer names stand before those they
contain."""

OTHERS: Final = {
    "对部分国家|出口商品类章金额": "exports to selected countries by HS section, table 15 of the bulletin",
    "自部分国家|进口商品类章金额": "imports from selected countries by HS section, table 16 of the bulletin",
    "exportsbyselectedcountries": "exports to selected countries by HS section, table 15 of the bulletin",
    "importsbyselectedcountries": "imports from selected countries by HS section, table 16 of the bulletin",
    "部分出口商品|exportsofselectedcommodities": "selected exports by customs regime, table 17 of the bulletin",
    "部分进口商品|importsofselectedcommodities": "selected imports by customs regime, table 18 of the bulletin",
    "freightsupervision|货运监管": "the statistics on freight supervision",
    "inspection&quarantine|检验检疫": "the statistics on inspection and quarantine",
}
"""Official tables that are not read, and what they are."""

_EXPORT: Final = re.compile(r"(?<!进)出口(?!国)|exports?(?!&)(?!and)")
_IMPORT: Final = re.compile(r"进口(?!国|原产)|(?<!&)(?<!and)imports?(?!source)")
_BOTH: Final = re.compile(r"进出口|exports?&imports?|imports?(?:&|and)exports?|exportsandimports")


def kind_of(texts: Iterable[str]) -> TableKind | None:
    """Return the table that the first of some texts names, each plain and in small letters."""
    for text in texts:
        for kind in KINDS:
            if re.search(kind.title, text):
                return kind
    return None


def kind_of_head(head: str) -> TableKind | None:
    """Return the table whose column of names has this head; None where several have."""
    found = [kind for kind in KINDS if kind.head and re.fullmatch(kind.head, head)]
    return found[0] if found else None


def named(name: str) -> TableKind:
    """Return the kind with a name."""
    return next(kind for kind in KINDS if kind.name == name)


def other_table(text: str) -> str | None:
    """Return what a table is that is the customs' and is not read; None for any other."""
    return next((what for title, what in OTHERS.items() if re.search(title, text)), None)


def flow_of(text: str) -> str | None:
    """Return the one flow that a title is of, plain and in small letters; None for both or neither."""
    rest = _BOTH.sub("", text)
    flows = [flow for flow, word in ((EXPORT, _EXPORT), (IMPORT, _IMPORT)) if word.search(rest)]
    return flows[0] if len(flows) == 1 and rest == text else None
