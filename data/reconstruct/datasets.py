"""The three data sets: what each is called, where it comes from, what it is made with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import city
import product
import provincial
from programme import Programme, Solution
from rawfile import description, sha256, tidy_csv
from tables import Tables

PRODUCER: Final = "对外经济贸易大学 数字经济实验室"
ADDRESS: Final = "http://delab.uibe.edu.cn/zlxz/index.htm"
RETRIEVED: Final = date(2026, 11, 21)
LICENCE: Final = "原文件未载明许可条款；所录数字属事实，转录自已发布的报告，引用时请注明制作单位。"
METHOD: Final = (
    "由线性规划求得的一组未经四舍五入的数值，与报告各表印出的全部数字（数额、同比、份额、合计与差额）同时相符；"
    "它们不是海关的真实数值，超出报告所印位数的数字不含任何信息。"
)


@dataclass(frozen=True)
class Dataset:
    """One raw file to be made.

    Parameters
    ----------
    title : str
        Of the document.
    released : date or None
        The day printed on it.
    complete : tuple of str
        The dimensions whose members in the file add up to the whole.
    files : tuple of str
        The transcribed tables.
    programme : callable
        Sets up the linear programme from them.
    """

    title: str
    released: date | None
    complete: tuple[str, ...]
    files: tuple[str, ...]
    programme: Callable[[Tables], Programme]

    def make(self, name: str, tables: Tables) -> tuple[Solution, dict[str, bytes]]:
        """Solve the programme; return the solution, and both files' contents by file name."""
        solution = self.programme(tables).solve()
        rows = tidy_csv(solution.units)
        meta = self._meta(name, tables, rows)
        return solution, {f"{name}.csv": rows, f"{name}.meta.yml": description(meta)}

    def _meta(self, name: str, tables: Tables, rows: bytes) -> dict[str, Any]:
        return {
            "id": name,
            "title": self.title,
            "producer": PRODUCER,
            "address": ADDRESS,
            "released": self.released,
            "retrieved": RETRIEVED,
            "licence": LICENCE,
            "sha256": sha256(rows),
            "status": "reconstructed",
            "made_from": [
                {
                    "file": f"data/published/{file}",
                    "sha256": sha256((tables.folder / file).read_bytes()),
                }
                for file in self.files
            ],
            "method": METHOD,
            "complete": list(self.complete),
        }


DATASETS: Final = {
    "provincial-2025-11": Dataset(
        title="中国分省货物贸易月度监测报告（2025年1-11月）",
        released=date(2026, 1, 16),
        complete=("region",),
        files=provincial.FILES,
        programme=provincial.provincial,
    ),
    "beijing-2024-05": Dataset(
        title="北京市货物贸易月度监测报告（2024年5月）",
        released=None,
        complete=("product",),
        files=city.FILES,
        programme=city.city,
    ),
    "battery-2025-02": Dataset(
        title="中国锂离子蓄电池贸易月度监测报告（2025年2月）",
        released=None,
        complete=(),
        files=product.FILES,
        programme=product.product,
    ),
}
