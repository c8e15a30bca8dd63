"""Editions made by hand, as files for machines and citations are made from them."""

from testbed import Given, executed

from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.catalogue.settings import Author, Licence, Settings

SETTINGS = Settings(
    "站名",
    (Author("编者"),),
    "某所",
    Licence("某许可", "https://example.org/by"),
    "https://example.org/trade/",
)
WORDS = chinese()
FIGURES = (
    "metric,measure,period,span,flow,region,partner,product,enterprise,regime,value,unit,step,basis,reason,sources\n"
    "growth,value,2025-11,month,export,44,_T,_T,_T,_T,6.9,percent,,printed,,a\n"
    "level,value,2025-11,month,export,44,_T,_T,_T,_T,72560000000.0,USD,,observed,,a\n"
    "operators,value,2025-11,ytd,total,_T,_T,_T,_T,_T,700000.0,firms,10000.0,quoted,,a;b\n"
)
FILE = {
    "id": "a",
    "title": "某月<表>",
    "producer": "某单位",
    "address": "https://example.org/a",
    "released": None,
    "retrieved": "2026-01-10",
    "licence": "注明来源",
    "sha256": "0" * 64,
    "status": "official",
}
FILES = [FILE, {**FILE, "id": "b", "address": None, "released": "2026-01-16"}]


def edition(name="2025-11", report="provincial", **content):
    """Return an executed edition of three figures; ``content`` is put into its record."""
    notebook = executed(name, **{"files": FILES, "figures": FIGURES, **content})
    return EditionPage.of(Edition(report, name, {"period": name}), Given(notebook))
