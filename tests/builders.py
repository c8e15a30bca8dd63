"""Small made-up data for the tests: one function a record, every default written out."""

import hashlib
from datetime import date

import pandas as pd
import yaml

from helpers.indicators.figures import COLUMNS, Figure, Figures
from helpers.indicators.panel import PANEL_COLUMNS
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import OBSERVATION_COLUMNS
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.observations.warehouse.query import ANSWER_COLUMNS

NAN = float("nan")
HEADER = "period,span,flow,region,partner,product,regime,enterprise,measure,unit,value,growth"
QUOTED = "metric,measure,period,span,flow,region,partner,product,enterprise,value,unit,step,qualifier,label"


def observation(
    value,
    *,
    period="2025-11",
    span="month",
    flow="export",
    region="_T",
    partner="_T",
    product="_T",
    regime="_T",
    enterprise="_T",
    locality="_T",
    office="_T",
    measure="value",
    unit="USD",
    growth=NAN,
    step=NAN,
    source="a",
    released="2026-01-16",
):
    """Return a row of the observation table."""
    return dict(locals(), value=float(value))


def observations(*rows):
    """Return an observation table."""
    return pd.DataFrame(list(rows), columns=list(OBSERVATION_COLUMNS))


def statement(
    value,
    *,
    metric="partners",
    measure="value",
    period="2025-12",
    span="ytd",
    flow="total",
    region="_T",
    partner="_T",
    product="_T",
    enterprise="_T",
    regime="_T",
    unit="count",
    step=1.0,
    qualifier="",
    label="有贸易往来的国家和地区数",
    source="a",
    released="2026-02-03",
):
    """Return a row of what sources state."""
    return dict(locals(), value=float(value))


def raw_file(name="a", *, complete=(), status="official", released="2026-01-16", **keys):
    """Return the description of a raw file."""
    return RawFile(
        id=name,
        title=f"Title of {name}",
        producer="Producer",
        address=None,
        released=date.fromisoformat(released) if released else None,
        retrieved=date(2026, 3, 1),
        licence="none stated",
        sha256="0" * 64,
        status=status,
        complete=complete,
        **keys,
    )


def answer(*rows, extents=()):
    """Return an answer of the store, made of observations; each is a stored row."""
    frame = pd.DataFrame(list(rows), columns=list(OBSERVATION_COLUMNS))
    frame = frame.assign(basis="observed", sources=frame["source"])
    return Answer(frame.loc[:, list(ANSWER_COLUMNS)], tuple(extents))


def extent(
    period="2025-11",
    span="month",
    flow="export",
    *,
    whole=True,
    largest=False,
    parts=(),
    fixed=(),
    sources=("a",),
    missing=(),
):
    """Return how far an answer is all there is."""
    return Extent(**locals())


def cell(
    value,
    base=NAN,
    *,
    measure="value",
    period="2025-11",
    span="month",
    flow="export",
    region="11",
    partner="_T",
    product="_T",
    enterprise="_T",
    regime="_T",
    unit="USD",
    printed=NAN,
    step=NAN,
    step_base=NAN,
    basis="observed",
    basis_base=None,
    sources="a",
    sources_base="",
    superseded=NAN,
    sources_superseded="",
    reason="",
    reason_base=None,
    extent="all",
    extent_base="all",
):
    """Return a row of a panel; a base is a stored one where it isn't said to be another."""
    row = dict(locals(), value=float(value), base=float(base), printed=float(printed))
    if reason_base is None:
        row["reason_base"] = "no_base" if row["base"] != row["base"] else ""
    if basis_base is None:
        row["basis_base"] = "" if row["base"] != row["base"] else "observed"
    return row


def panel_of(*cells):
    """Return a panel."""
    return pd.DataFrame(list(cells), columns=list(PANEL_COLUMNS))


def figure_row(
    value,
    *,
    metric="level",
    measure="value",
    period="2025-11",
    span="month",
    flow="export",
    region="_T",
    partner="_T",
    product="_T",
    enterprise="_T",
    regime="_T",
    unit="USD",
    step=NAN,
    basis="observed",
    reason=None,
    sources="a",
):
    """Return a row of a frame of figures; without a number it lacks the base."""
    row = dict(locals())
    missing = pd.isna(value)
    return {**row, "reason": reason or ("no_base" if missing else "")}


def figure_frame(*rows):
    """Return a frame of figures."""
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    return frame.astype({"value": "float64", "step": "float64"})


def figures(*rows):
    """Return a set of figures."""
    return Figures(figure_frame(*rows))


def figure(value, **keys):
    """Return one figure; None makes a missing number."""
    row = figure_row(value, **({"basis": "absent"} if value is None else {}), **keys)
    return Figure(**{**row, "step": None if row["step"] != row["step"] else row["step"]})


def values_by(frame, *keys):
    """Return a frame's values by some of its columns, a missing number as None."""
    names = [frame[key] for key in keys]
    labels = names[0] if len(keys) == 1 else list(zip(*names, strict=True))
    values = [None if pd.isna(value) else value for value in frame["value"]]
    found = dict(zip(labels, values, strict=True))
    assert len(found) == len(frame), "the keys do not tell the rows apart"
    return found


def tidy_text(*rows, header=HEADER, end="\n"):
    """Return the text of a tidy raw file of these lines."""
    return "".join(line + end for line in (header, *rows))


def tidy_row(**cells):
    """Return a line of a tidy raw file; name the cells that differ."""
    row = dict.fromkeys(HEADER.split(","), "_T")
    row |= {"period": "2025-11", "span": "month", "flow": "export", "region": "11"}
    row |= {"measure": "value", "unit": "USD", "value": "5", "growth": ""}
    assert cells.keys() <= row.keys()
    return ",".join((row | cells).values())


def quoted_row(**cells):
    """Return a line of quoted statements; name the cells that differ."""
    row = dict.fromkeys(QUOTED.split(","), "_T")
    row |= {"metric": "growth", "measure": "value", "period": "2025-12", "span": "ytd"}
    row |= {"flow": "import", "value": "4.4", "unit": "percent", "step": "0.1", "qualifier": ""}
    row |= {"label": "进口额的同比变化"}
    assert cells.keys() <= row.keys()
    return ",".join((row | cells).values())


def quoted_text(*rows):
    """Return the text of a raw file of these statements."""
    return tidy_text(*rows, header=QUOTED)


def description_of(content, **keys):
    """Return the content of a ``.meta.yml`` that fits a file's bytes; None leaves a key out."""
    described = {
        "id": "made-up",
        "title": "A made-up table",
        "producer": "The tests",
        "address": "",
        "released": date(2026, 1, 16),
        "retrieved": date(2026, 2, 1),
        "licence": "none",
        "sha256": hashlib.sha256(content).hexdigest(),
        "status": "official",
    } | keys
    return {key: value for key, value in described.items() if value is not None}


def write_pair(folder, name="made-up", text=None, **keys):
    """Write a tidy raw file and its description; return both paths."""
    content = (tidy_text(tidy_row()) if text is None else text).encode()
    data, description = folder / f"{name}.csv", folder / f"{name}.meta.yml"
    data.write_bytes(content)
    described = description_of(content, **({"id": name} | keys))
    description.write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    return data, description
