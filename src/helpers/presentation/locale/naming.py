"""Naming the members of dimensions in the words of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helpers.core.dimensions import WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.presentation.locale.sentence_names import named
from helpers.presentation.locale.text_tree import TextTree
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import REIMPORTS, partner_name
from helpers.reference.place_names import place_name
from helpers.reference.products import group_name, hs_name, product_groups
from helpers.reference.provinces import is_place, province_name
from helpers.reference.reference_table import regime_name, stated_names
from helpers.reference.sections import section_names


class MemberNames(TextTree):
    """The names that one language has for provinces, partners, goods, regimes and kinds of enterprise.

    A name that is another within a sentence knows that, see ``sentence_names.Name``.

    Parameters
    ----------
    texts : dict
        All texts of the language, as a tree.
    names : mapping, optional
        By dimension, names of codes that no reference table has, as the data files give them.
    """

    def __init__(
        self, texts: dict[str, Any], names: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        super().__init__(texts)
        self._names = names or {}

    def names_of(self, dimension: str) -> Mapping[str, str]:
        """Return the names, by code, that stand in for what no reference table names."""
        return self._names.get(dimension, {})

    def member(self, dimension: str, code: str) -> str:
        """Name a member of a dimension."""
        namer: Callable[[str], str] = getattr(self, dimension)
        return namer(code)

    def region(self, code: str) -> str:
        """Name a province, a city or zone, a group of provinces, or the whole country."""
        if self.has(f"macro_regions.{code}"):
            return self.text(f"macro_regions.{code}")
        if is_place(code):
            given = self.names_of("region").get(code, code)
            name = (code.partition("-")[2] or code) if given == code else given
            return place_name(code, name, self.column)
        return self._name("region", code, province_name)

    def full_region(self, code: str) -> str:
        """Name a province in full, as 北京市."""
        return province_name(code, f"full_{self.column}")

    def partner(self, code: str) -> str:
        """Name a trading partner, a group of them, or the world."""
        if code == REIMPORTS:
            return self._named("partner", code, self.text("reimports"))
        return self._name("partner", code, partner_name)

    def product(self, code: str) -> str:
        """Name a product, a group or list, or all goods; ``HS 8507`` where it has no name."""
        look_up = group_name if code in product_groups().index else _listed_name
        return self._name("product", code, look_up, f"HS {code}")

    def enterprise(self, code: str) -> str:
        """Name a kind of enterprise, or all of them."""
        return self._name("enterprise", code, lambda code, column: code)

    def regime(self, code: str) -> str:
        """Name a customs regime, or all of them."""
        return self._name("regime", code, regime_name)

    def _name(
        self,
        dimension: str,
        code: str,
        look_up: Callable[[str, str], str | None],
        otherwise: str = "",
    ) -> str:
        """Name a code by the reference tables, else by the data files, else as given.

        The tables have a column of names a language; what has no name there has its Chinese one.
        """
        if code == WHOLE:
            return self.text(f"whole.{dimension}")
        given = self.names_of(dimension).get(code) or otherwise
        name = stated_names(dimension, self.column).get(code)
        try:
            name = name or look_up(code, self.column) or given
        except ReferenceTableError:
            if not given:
                raise
            name = given
        return self._named(dimension, code, name)

    def _named(self, dimension: str, code: str, name: str) -> str:
        return named(name, dimension, code, self.column, self._is_small(dimension))

    def _is_small(self, dimension: str) -> bool:
        return dimension in self.optional("writing.small").split()

    @property
    def column(self) -> str:
        """Return the column of the reference tables that has the language's names."""
        return self.text("writing.names")


def _listed_name(code: str, column: str) -> str | None:
    """Name an HS code, a section of a classification, or a commodity of the customs' lists."""
    listed = section_names(column).get(code) or commodity_names(column).get(code)
    return hs_name(code, column) or listed
