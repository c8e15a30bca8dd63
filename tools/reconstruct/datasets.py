"""The data sets: what each is called, where it comes from, what it is made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import annual
import briefing
import city
import product
import provincial
from cells import Cell
from programme import Programme
from rawfile import Number, description, sha256, tidy_csv
from tables import Tables

RETRIEVED: Final = date(2026, 11, 21)
LICENCE: Final = (
    "原文件未载明许可条款；所录数字属事实，转录自已发布的{kind}，引用时请注明制作单位。"
)

RECONSTRUCTED: Final = "reconstructed"
TRANSCRIBED: Final = "transcribed"

SOLVED: Final = (
    "由线性规划求得的一组未经四舍五入的数值，与报告各表印出的全部数字（数额、同比、份额、合计与差额）同时相符；"
    "它们不是海关的真实数值，超出报告所印位数的数字不含任何信息。"
)
SOLVED_NATION: Final = (
    "由线性规划求得的一组未经四舍五入的数值，与文章所述全国两种货币的全部数字（总值、出口、进口、顺差及其同比）"
    "同时相符；2024年的人民币数额取自转录的总值表，不在求解之列。它们不是海关的真实数值，超出文章所述位数的数字不含任何信息。"
)
AS_PRINTED: Final = "数值照原表录入，原表以万元为单位；同比亦照原表，保留一位小数。"
IMPLIED: Final = (
    "由发布会所述2025年进出口总值和比2020年增长41.1%反推，取整到元，并与所述年均增长7.1%核对相符；"
    "它不是海关公布的数值，准确程度不超过0.01万亿元。"
)


class Origin(NamedTuple):
    """Who published a document; ``kind`` is what its licence calls it."""

    producer: str
    address: str | None
    kind: str


LABORATORY: Final = Origin(
    "对外经济贸易大学 数字经济实验室", "http://delab.uibe.edu.cn/zlxz/index.htm", "报告"
)
ARTICLE: Final = Origin("出海网跨境电商，据海关总署", None, "文章")
BRIEFING: Final = Origin("海关总署", None, "新闻发布会实录")


class Content(NamedTuple):
    """A raw file's numbers, and what is told of how they were made."""

    numbers: Mapping[Cell, Number]
    told: str


def solved(programme: Callable[[Tables], Programme]) -> Callable[[Tables], Content]:
    """Return what solves a programme."""

    def content(tables: Tables) -> Content:
        solution = programme(tables).solve()
        return Content(
            {cell: Number(units) for cell, units in solution.units.items()},
            f"{solution.figures} of {solution.figures} figures reproduced,"
            f" smallest margin {float(solution.smallest_margin):.3f} of half a printed unit",
        )

    return content


def provinces_of_2024(tables: Tables) -> Content:
    """Take over a table, number by number."""
    numbers = annual.provincial_table(tables)
    return Content(numbers, f"{2 * len(numbers)} figures as printed")


def base_of_2025(tables: Tables) -> Content:
    """Work out 2020."""
    return Content(briefing.base(tables), "2 of 2 statements kept")


@dataclass(frozen=True)
class Dataset:
    """One raw file to be made.

    Parameters
    ----------
    title : str
        Of the document, or of what is taken from it.
    released : date or None
        The day printed on it.
    complete : tuple of str
        The dimensions whose members in the file add up to the whole.
    largest : tuple of str
        The dimensions whose members in the file are the largest.
    files : tuple of str
        The transcribed tables.
    content : callable
        Makes the numbers from them.
    origin : Origin
        Who published the document.
    status, method : str
        How the numbers came to be.
    """

    title: str
    released: date | None
    complete: tuple[str, ...]
    files: tuple[str, ...]
    content: Callable[[Tables], Content]
    origin: Origin = LABORATORY
    status: str = RECONSTRUCTED
    method: str = SOLVED
    largest: tuple[str, ...] = ()

    def make(self, name: str, tables: Tables) -> tuple[str, dict[str, bytes]]:
        """Make both files; return what is told of them, and their contents by file name."""
        content = self.content(tables)
        rows = tidy_csv(content.numbers)
        meta = self._meta(name, tables, rows)
        return content.told, {f"{name}.csv": rows, f"{name}.meta.yml": description(meta)}

    def _meta(self, name: str, tables: Tables, rows: bytes) -> dict[str, Any]:
        return {
            "id": name,
            "title": self.title,
            "producer": self.origin.producer,
            "address": self.origin.address,
            "released": self.released,
            "retrieved": RETRIEVED,
            "licence": LICENCE.format(kind=self.origin.kind),
            "sha256": sha256(rows),
            "status": self.status,
            "made_from": [
                {
                    "file": f"data/published/{file}",
                    "sha256": sha256((tables.folder / file).read_bytes()),
                }
                for file in self.files
            ],
            "method": self.method,
            "complete": list(self.complete),
            **({"largest": list(self.largest)} if self.largest else {}),
        }


DATASETS: Final = {
    "provincial-2025-11": Dataset(
        title="中国分省货物贸易月度监测报告（2025年1-11月）",
        released=date(2026, 1, 16),
        complete=("region",),
        files=provincial.FILES,
        content=solved(provincial.provincial),
    ),
    "beijing-2024-05": Dataset(
        title="北京市货物贸易月度监测报告（2024年5月）",
        released=None,
        complete=("product",),
        files=city.FILES,
        content=solved(city.city),
        largest=("partner",),
    ),
    "battery-2025-02": Dataset(
        title="中国锂离子蓄电池贸易月度监测报告（2025年2月）",
        released=None,
        complete=(),
        files=product.FILES,
        content=solved(product.product),
        largest=("partner", "region"),
    ),
    "annual-2024-provinces": Dataset(
        title="2024年全国及各省区市进出口总值表（按收发货人所在地，人民币值）",
        released=date(2025, 1, 20),
        complete=("region",),
        files=(annual.PROVINCES,),
        content=provinces_of_2024,
        origin=ARTICLE,
        status=TRANSCRIBED,
        method=AS_PRINTED,
    ),
    "annual-2024-national": Dataset(
        title="2024年全国进出口的美元值和2023年的两种货币值",
        released=date(2025, 1, 20),
        complete=(),
        files=(annual.FACTS, annual.PROVINCES),
        content=solved(annual.national),
        origin=ARTICLE,
        method=SOLVED_NATION,
    ),
    "briefing-2025-base": Dataset(
        title="2020年全国进出口总值（由2025年进出口情况发布会所述反推）",
        released=date(2026, 2, 3),
        complete=(),
        files=(briefing.FACTS,),
        content=base_of_2025,
        origin=BRIEFING,
        method=IMPLIED,
    ),
}
