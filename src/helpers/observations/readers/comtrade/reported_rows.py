"""Which rows are read, those that are totals, and their codes: month, flow, partner, product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, WHOLE
from helpers.core.periods import MONTH, YTD
from helpers.observations.readers.comtrade.columns import Download
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.reading import Hints
from helpers.reference.partners import partner_of_m49, partners
from helpers.reference.products import with_lost_zero

FLOWS: Final = {"M": IMPORT, "X": EXPORT, "1": IMPORT, "2": EXPORT}
"""Of Comtrade Plus, and of before. Re-exports are a part of exports, and so on."""

_CHINA: Final = "156"
_WORLD: Final = "000"
_GROUPS: Final = ("097",)
"""The European Union, whose members are partners too."""

_TOTALS: Final = {
    "procedure": ("", "C00"),
    "transport": ("", "0"),
    "supply": ("", "0"),
    "partner2": ("", "0"),
}
"""By column what stands where it tells nothing apart."""

_HS: Final = re.compile(r"(?:[0-9]{2}){1,3}")
_EDITION: Final = re.compile(r"H[S0-9]")
_MONTHLY: Final = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])"
_YEARLY: Final = r"(?:19|20)[0-9]{2}"
_PERIODS: Final = {"M": _MONTHLY, "A": _YEARLY}
"""By frequency what a period looks like."""
_YEAR: Final = 4
_DIGITS: Final = re.compile(r"[0-9]{1,3}")


class Reporter(NamedTuple):
    """Whose trade it is: the code of the region, the letters of ISO 3166, and the name in the file."""

    code: str
    iso3: str
    name: str


def reporter_of(download: Download) -> Reporter:
    """Return the one reporter of a file.

    SourceError when there are several, or it is none that the customs trade with.
    """
    cells = download.cells
    first = str(cells["reporter"].iloc[0])
    advice = "download each reporter, a country or territory, as a file of its own"
    download.check(cells, "reporter", first.__eq__, f"the one reporter {first}", advice)
    code = partner_of_m49(first.zfill(3))
    iso3 = str(partners().at[code, "iso3"]) if code else ""
    if not iso3:
        expected = "a country or territory that the customs have a code for, such as 156"
        raise download.fault(int(cells.index[0]), "reporter", expected, advice)
    name = str(cells["reporter name"].iloc[0]) if "reporter name" in cells else iso3
    return Reporter(WHOLE if first == _CHINA else iso3, iso3, name)


def totals_of(download: Download) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows that are read, and a line for each kind of rows that is not.

    SourceError when the table is not of goods in the HS, or no row is left.
    """
    cells = download.cells
    advice = "ask Comtrade for goods in the HS"
    download.check(cells, "type", "C".__eq__, "C, goods", advice)
    download.check(cells, "edition", _EDITION.fullmatch, "an edition of the HS such as H6", advice)
    download.check(cells, "flow", bool, "a flow such as X")
    left = dict(_left_out(cells))
    chosen, lines = cells, []
    for why, mask in left.items():
        gone = chosen.index[mask.loc[chosen.index]]
        chosen = chosen.drop(gone)
        if len(gone):
            lines.append(f"{_rows(len(gone))} left out, the first row {gone[0]}: {why}")
    if chosen.empty:
        why = "; ".join(lines)
        raise fault(download.path, "totals of imports (M) or exports (X)", f"none ({why})", advice)
    if "original" in chosen:
        converted = int(chosen["original"].str.casefold().isin(("false", "0")).sum())
        told = "converted by the United Nations from another edition of the HS"
        lines += [f"{_rows(converted)} {told}"] * (converted > 0)
    return chosen, lines


def _rows(count: int) -> str:
    return "1 row was" if count == 1 else f"{count:,} rows were"


def _left_out(cells: pd.DataFrame) -> Iterator[tuple[str, pd.Series[bool]]]:
    """Yield which rows are not read, and why."""
    others = ~cells["flow"].isin(FLOWS)
    kinds = ", ".join(sorted(cells.loc[others, "flow"].unique()))
    yield f"flows {kinds}, which are not or are a part of imports (M) or exports (X)", others
    parts = pd.Series(data=False, index=cells.index)
    for role, wholes in _TOTALS.items():
        if role in cells:
            parts |= ~cells[role].isin(wholes)
    yield "parts, by customs procedure, transport, supply or second partner; totals are read", parts
    yield "groups of partners, whose members are there", cells["partner"].str.zfill(3).isin(_GROUPS)
    strange = cells["product"].str.contains("[A-Za-z]") & (cells["product"] != "TOTAL")
    names = ", ".join(sorted(cells.loc[strange, "product"].unique())[:3])
    yield f"products {names}, which are no HS codes", strange


def read_codes(
    download: Download, chosen: pd.DataFrame
) -> tuple[pd.DataFrame, str, dict[str, dict[str, str]]]:
    """Read the codes of some rows.

    Returns
    -------
    tuple
        Columns ``period``, ``span``, ``flow``, ``partner`` and ``product``; what was done to HS codes,
        or nothing; and by dimension the names of codes that the customs do not have.

    Raises
    ------
    SourceError
        At the first cell that is no code, and the first row that repeats another one.
    """
    _check_codes(download, chosen)
    products, note = _products(download, chosen)
    yearly = chosen["period"].str.len() == _YEAR
    digits = chosen["period"].where(~yearly, chosen["period"] + "12")
    codes = pd.DataFrame(
        {
            "period": digits.str[:4] + "-" + digits.str[4:],
            "span": yearly.map({True: YTD, False: MONTH}),
            "flow": chosen["flow"].map(FLOWS),
            "partner": chosen["partner"].map(_partner),
            "product": products,
        }
    )
    twice = codes.index[codes.duplicated()]
    if len(twice):
        key = " ".join(codes.loc[twice[0]])
        earlier = codes.index[(codes == codes.loc[twice[0]]).all(axis=1)][0]
        advice = "keep the one that is right"
        expected, found = "a row of its own", f"{shown(key)} as in row {earlier}"
        raise fault(download.path, expected, found, advice, row=int(twice[0]))
    return codes, note, _names(chosen, codes)


def _check_codes(download: Download, chosen: pd.DataFrame) -> None:
    download.check(chosen, "frequency", _PERIODS.__contains__, "M, monthly, or A, annual")
    month = "a month such as 202411, or a year such as 2024"
    either = re.compile(f"{_MONTHLY}|{_YEARLY}")
    for frequency, shape in _PERIODS.items() if "frequency" in chosen else ():
        here = chosen[chosen["frequency"] == frequency]
        download.check(here, "period", re.compile(shape).fullmatch, month)
    download.check(chosen, "period", either.fullmatch, month)
    download.check(chosen, "partner", _DIGITS.fullmatch, "a partner's digits such as 276")


def _partner(m49: str) -> str:
    """Return the code of a partner: the customs' own, or else one that the customs cannot have."""
    code = m49.zfill(3)
    return WHOLE if code == _WORLD else partner_of_m49(code) or f"M{code}"


def _products(download: Download, chosen: pd.DataFrame) -> tuple[pd.Series[str], str]:
    """Return the codes of the products; a zero that a spreadsheet dropped is put back where the level shows it."""
    level = chosen["level"] if "level" in chosen else pd.Series("", index=chosen.index)
    pairs = {*zip(chosen["product"], level, strict=True)}
    known = {pair: _product(*pair) for pair in pairs}
    found = pd.Series([known[pair] for pair in zip(chosen["product"], level, strict=True)])
    found.index = chosen.index
    bad = found.index[found == ""]
    if len(bad):
        advice = "a spreadsheet may have dropped its zeros: download the file again"
        raise download.fault(
            int(bad[0]), "product", "an HS code of 2, 4 or 6 digits, or TOTAL", advice
        )
    mended = sorted({code for (text, _), code in known.items() if code not in (text, WHOLE)})
    note = f"the zero put back before {len(mended)} HS codes such as {mended[0]}" if mended else ""
    return found, f"{note}, as column '{download.titles['level']}' shows" if note else ""


def _product(text: str, level: str) -> str:
    """Return a product's code; nothing where it is none."""
    if text == "TOTAL":
        return WHOLE
    if _HS.fullmatch(text):
        return text
    code = with_lost_zero(text) or ""
    return code if _HS.fullmatch(code) and level == str(len(code)) else ""


def _names(chosen: pd.DataFrame, codes: pd.DataFrame) -> dict[str, dict[str, str]]:
    known = {WHOLE, *partners().index}
    strange = codes.loc[~codes["partner"].isin(known), "partner"].drop_duplicates()
    if strange.empty:
        return {}
    called = chosen["partner name"] if "partner name" in chosen else codes["partner"]
    return {"partner": {code: str(called.at[row]) or code for row, code in strange.items()}}


def check_hints(download: Download, codes: pd.DataFrame, hints: Hints) -> None:
    """Compare a file with what the user says of it: SourceError at the first row that is of something else."""
    told = {"flow": hints.flow, "period": hints.period and str(hints.month(download.path))}
    advice = "tell what the file holds, or leave it out"
    for role, text in told.items():
        if text is not None:
            allowed = codes[role] == text
            _refuse(download, allowed, role, f"the {role} told, {text}", advice)
    for name in hints.only:
        if name not in ("partner", "product"):
            expected = "no restriction but of partner and product"
            raise fault(download.path, expected, f"--only {name}", "leave it out: Comtrade has all")
        allowed = codes[name].map(lambda code, name=name: hints.allow(name, code))
        _refuse(download, allowed | (codes[name] == WHOLE), name, hints.within(name), advice)


def _refuse(
    download: Download, allowed: pd.Series[bool], role: str, expected: str, advice: str
) -> None:
    bad = allowed.index[~allowed.astype(bool)]
    if len(bad):
        raise download.fault(int(bad[0]), role, expected, advice)
