"""Sections of the two classifications that the customs print tables by: the HS and the SITC.

``hs_sections.csv`` has the 21 sections of the Harmonized System and the customs' 22nd, for goods that
are not classified by kind, with the range of chapters of each; ``sitc_sections.csv`` the sections of
the Standard International Trade Classification and the two sums of them, primary and manufactured
goods. Codes of sections begin with S and are no parts: chapters are what adds up. The names of HS
sections are short ones in common use, those of chapters (``hs_names.csv``) the nomenclature's, and not
what the customs' table prints, of which only chapters 50 to 63 were seen; the SITC's are the table's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from helpers.reference.reference_table import NAME, read_table, table_names

if TYPE_CHECKING:
    import pandas as pd


def hs_sections() -> pd.DataFrame:
    """Return the HS sections by ``code``, S01 to S22: ``name``, ``name_en``, ``chapters`` such as 01-05."""
    return read_table("hs_sections").copy()


def sitc_sections() -> pd.DataFrame:
    """Return the SITC sections by ``code``: ``name``, ``name_en``, ``sections``, first and last of its digits."""
    return read_table("sitc_sections").copy()


@cache
def section_names(column: str = NAME) -> dict[str, str]:
    """Return the names of all sections, of a column of names, by code."""
    return {**table_names("hs_sections", column), **table_names("sitc_sections", column)}
