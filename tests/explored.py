"""What the explorer has to say, computed apart from its scripts: with the metrics and the words of Python."""

from dataclasses import dataclass, replace

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import WHOLE
from helpers.indicators import over_time
from helpers.indicators.figures import Figure
from helpers.observations.warehouse.archive import open_archive
from helpers.presentation.locale.templates import slots_of
from helpers.presentation.locale.words import words_of
from helpers.reference.provinces import provinces
from helpers.reports.timelines.timelines import timelines

MEASURES = {
    "value": ("level.value",),
    "growth": ("growth.value", "change.value"),
    "share": ("share.value",),
    "contribution": ("contribution.value",),
    "rank": ("rank.value",),
    "rolling_year": ("rolling_year.value",),
    "rolling_year_growth": ("rolling_year_growth.value",),
    "index": ("index.value",),
    "quantity": ("level.quantity",),
    "quantity_growth": ("growth.quantity",),
    "unit_value": ("unit_value.value",),
    "unit_value_growth": ("unit_value_growth.value",),
}
GROWN = {
    "level": "growth",
    "rolling_year": "rolling_year_growth",
    "quantity": "quantity_growth",
    "unit_value": "unit_value_growth",
}
"""The growth that a sentence adds to a level, by what that is called."""
PERCENTS = {"percent", "points", "index"}
PLAIN = {"level", "rolling_year", "share", "rank", "index", "quantity", "unit_value"}
WAYS = {1: "up", 0: "level", -1: "down"}
WHOSE = {
    "zh": {
        "": "{name}{flow}",
        "region": "{name}{flow}",
        "partner": "{toward}{name}{flow}",
        "product": "{name}{flow}",
    },
    "en": {
        "": "{name}'s {flow}",
        "region": "{name}'s {flow}",
        "partner": "{flow} {toward} {name}",
        "product": "{flow} of {small}",
    },
}
"""Whose trade it is, by language and dimension."""
STOPS = {"zh": "，", "en": ", "}
"""What stands behind the period of a sentence."""


@dataclass(frozen=True)
class Asked:
    """A question: members of one dimension, what is asked of them, and the months."""

    dimension: str
    codes: tuple
    measure: str
    flow: str
    span: str
    currency: str
    months: tuple

    @property
    def members(self):
        """Return the members as an address names them."""
        return [f"{self.dimension or 'nation'}/{code}" for code in self.codes]

    @property
    def address(self):
        """Return the address that asks it."""
        base = f"&base={self.months[0]}" if self.measure == "index" else ""
        return (
            f"#of={','.join(self.members)}&measure={self.measure}&flow={self.flow}&span={self.span}"
            f"&currency={self.currency}&from={self.months[0]}&to={self.months[-1]}{base}"
        )


class Oracle:
    """The timelines of the store, by member, metric, flow and span; and the sentences on them in a language."""

    def __init__(self, folder, language="zh"):
        self.language = language
        store = open_archive(folder).store()
        self._store, self._frames, self._members, self._points = store, {}, {}, {}
        self.words = words_of(language).with_names(store.names())

    def frame(self, dimension, currency):
        """Return all figures of a dimension."""
        key = dimension, currency
        if key not in self._frames:
            self._frames[key] = timelines(self._store, dimension, currency)
        return self._frames[key]

    def months(self, dimension, currency, code, span):
        """Return the months from the first figure of a member to the last."""
        own = self._own(dimension, currency, code, span)
        return (
            over_time.months_between(own["period"].min(), own["period"].max()) if len(own) else []
        )

    def _own(self, dimension, currency, code, span):
        key = dimension, currency, span
        if key not in self._members:
            frame = self.frame(dimension, currency)
            own = frame[frame["span"] == span]
            self._members[key] = dict(list(own.groupby(dimension))) if dimension else {code: own}
            self._members[key][None] = own[:0]
        return self._members[key].get(code, self._members[key][None])

    def points(self, asked, code, measure=None):
        """Return the figure of each month, or None; nothing where there is no such series."""
        key = asked, code, measure or asked.measure
        if key not in self._points:
            self._points[key] = self._points_of(*key)
        return self._points[key]

    def _points_of(self, asked, code, measure):
        own = self._own(asked.dimension, asked.currency, code, asked.span)
        own = own[own["flow"] == asked.flow]
        if asked.measure == "index":
            levels = own[(own["metric"] == "level") & (own["measure"] == "value")]
            own = over_time.index(levels, asked.months[0]) if len(levels) else own[:0]
        for name in MEASURES[measure]:
            metric, kind = name.split(".")
            rows = own[(own["metric"] == metric) & (own["measure"] == kind)]
            if len(rows):
                found = {str(row["period"]): _said(_figure(row)) for row in rows.to_dict("records")}
                return [found.get(month) for month in asked.months]
        return None

    def name(self, asked, code):
        """Name a member as the page does."""
        if not asked.dimension:
            return self.words.region(WHOLE)
        if asked.dimension == "region":
            column = {"zh": "full_name", "en": "name_en"}[self.language]
            return str(provinces().loc[code, column])
        return self.words.member(asked.dimension, code)

    def who(self, asked, code):
        """Return whose trade of a flow it is, as a sentence says it."""
        name = self.name(asked, code)
        # The United States has an article there.
        name = getattr(name, "within", name)
        # LCD, HS 8507: what goes on with a capital is no common noun.
        small = name[:1].lower() + name[1:] if name[1:2].islower() else name
        return WHOSE[self.language][asked.dimension].format(
            name=name,
            small=small,
            flow=self.words.text(f"flows.{asked.flow}"),
            toward=self.words.text(f"toward.{asked.flow}"),
        )

    def month(self, month):
        """Return a month as tables and lists have it."""
        return month if self.language == "zh" else self.words.period(month, "month")

    def joined(self, *sentences):
        """Return sentences as one text."""
        return ("" if self.language == "zh" else " ").join(filter(None, sentences))

    def sentence(self, asked):
        """Return what the page is to say of one member or two."""
        lines = [(code, self.points(asked, code)) for code in asked.codes]
        said = [self._told(asked, code, points) for code, points in lines]
        if len(lines) == 1:
            return self.joined(said[0], self._extremes(asked, lines[0][1]))
        return self.joined(*said, self._compared(asked, *lines))

    def ranked(self, asked):
        """Return the rank behind a sentence that has named the period; nothing where there is none."""
        ranked = self.points(asked, asked.codes[0], "rank")
        if not ranked or ranked[-1] is None or ranked[-1].value is None:
            return ""
        said = self.sentence(replace(asked, measure="rank"))
        said = said.partition(STOPS[self.language])[2]
        return said[:1].upper() + said[1:]

    def _fill(self, path, **slots):
        return self.words.fill(f"explore.{path}", **slots)

    def _told(self, asked, code, points):
        flow, who = self.words.text(f"flows.{asked.flow}"), self.who(asked, code)
        last = points[-1] if points else None
        span = "month" if "rolling" in asked.measure else asked.span
        slots = {"period": self.words.period(asked.months[-1], span), "who": who}
        if last is None or last.value is None:
            return self._absent(asked, points, last, slots)
        way = WAYS[number_format.direction(self.words.number(last))]
        metric = named(last)
        if metric in ("level", "rolling_year") and asked.flow == "balance":
            name = "balance" if metric == "level" else "rolling_balance"
            side = self.words.text(f"side.{way}")
            # The Chinese sentence says of whom, and then the flow itself.
            slots["member"] = who.removesuffix(flow)
            return self._fill(f"sentence.{name}", **slots, side=side, amount=self._size(last))
        if metric in PLAIN:
            return self._level(asked, code, last, {**slots, "flow": flow})
        if metric == "contribution":
            slots["flow"] = flow
        if way == "level":
            return self._fill(f"sentence.{metric}_level", **slots, amount=self._size(last))
        kind = {"contribution": "pull", "change": "amount"}.get(metric, "percent")
        slots["moved"] = self.words.text(f"moved.{kind}.{way}")
        slots["rose"] = "" if kind == "pull" else self.words.text(f"rose.{kind}.{way}")
        return self._fill(f"sentence.{metric}", **slots, amount=self._size(last))

    def _absent(self, asked, points, last, slots):
        known = last is not None and last.reason != "extreme"
        reason = self.words.text(f"reasons.{last.reason if known else 'no_data'}")
        if points is None:
            reason = self.words.text("explore.controls.unheld")
        elif last and last.reason == "months_missing" and "rolling" in asked.measure:
            reason = self.words.text("explore.twelve")
        measure = self.words.text(f"explore.measures.{asked.measure}")
        if last and last.reason == "extreme":
            reason = self.words.text("explore.extreme")
            return self._fill("sentence.unsaid", **slots, measure=measure, reason=reason)
        return self._fill("sentence.absent", **slots, measure=measure, reason=reason)

    def _level(self, asked, code, last, slots):
        """Say what has no direction: an amount, a share, a rank, an index."""
        metric = named(last)
        known = {
            **slots,
            "amount": self.words.amount(last),
            "number": self.words.number(last),
            "members": self.words.text(f"explore.dimensions.{asked.dimension or 'nation'}"),
            "base": self.words.period(asked.months[0], "month"),
            "change": self._clause(asked, code, GROWN[metric]) if metric in GROWN else "",
        }
        wanted = {name for name, _ in slots_of(self.words.tree(f"explore.sentence.{metric}"))}
        return self._fill(f"sentence.{metric}", **{name: known[name] for name in wanted})

    def _size(self, figure):
        return self.words.amount(replace(figure, value=abs(figure.value)))

    def _clause(self, asked, code, measure):
        growth = self.points(asked, code, measure)
        last = growth[-1] if growth else None
        if last is None or last.value is None:
            return ""
        way = WAYS[number_format.direction(self.words.number(last))]
        if way == "level":
            return self._fill("sentence.change_none")
        moved = self.words.text(f"moved.percent.{way}")
        return self._fill("sentence.change_clause", moved=moved, amount=self._size(last))

    def _extremes(self, asked, points):
        known = [one for one in points or [] if one is not None and one.value is not None]
        if (
            len(known) < 3
            or asked.measure == "rank"
            or (asked.span == "ytd" and asked.measure == "value")
        ):
            return ""
        high, low = max(known, key=lambda one: one.value), min(known, key=lambda one: one.value)
        gaps = sum(not one or (one.value is None and one.reason != "extreme") for one in points)
        return self._fill(
            "sentence.extremes",
            first=self.words.period(asked.months[0], "month"),
            last=self.words.period(asked.months[-1], "month"),
            high=self.words.amount(high),
            high_month=self.month(high.period),
            low=self.words.amount(low),
            low_month=self.month(low.period),
            gaps=self._fill("sentence.gaps", count=gaps) if gaps else "",
        )

    def _compared(self, asked, one, other):
        ends = [points[-1] if points else None for _, points in (one, other)]
        if any(end is None or end.value is None for end in ends):
            return ""
        first, second = ends
        if first.unit != second.unit or first.metric != second.metric:
            return ""
        unit = "points" if first.unit == "percent" else first.unit
        apart = replace(
            first, value=first.value - second.value, unit=unit, basis="computed", step=None
        )
        way = WAYS[number_format.direction(self.words.number(apart))]
        names = {"one": self.name(asked, one[0]), "other": self.name(asked, other[0])}
        if way == "level":
            return self._fill("compare.same", **names)
        kind = (
            "percent"
            if first.unit in PERCENTS
            else "places"
            if first.unit == "places"
            else "amount"
        )
        ratio = ""
        if kind == "amount" and first.value > 0 and second.value > 0:
            times = replace(apart, value=first.value / second.value, unit="times")
            ratio = self._fill("compare.ratio", times=self.words.number(times))
        return self._fill(
            "compare.amount",
            **names,
            way=self.words.text(f"explore.compare.ways.{kind}.{way}"),
            amount=self._size(apart),
            ratio=ratio,
        )


def named(figure):
    """Return what a metric is called in the words: that of quantities has a name of its own."""
    if figure.measure == "quantity":
        return {"level": "quantity", "growth": "quantity_growth"}[figure.metric]
    return figure.metric


def _said(figure):
    """Return a figure as the page tells it: nothing of a change to more than a thousandfold."""
    if figure.unit in ("percent", "points") and abs(figure.value or 0) > 99_900:
        return replace(figure, value=None, reason="extreme")
    return figure


def _figure(row):
    value = None if pd.isna(row["value"]) else row["value"]
    step = None if pd.isna(row["step"]) else row["step"]
    return Figure(**{**{str(key): cell for key, cell in row.items()}, "value": value, "step": step})
