"""Parameters: typed, checked before anything runs, refused with one line that says what is allowed.

A report type is its name, its parameters, and the module of the report.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from helpers.core.errors import ParameterError
from helpers.core.periods import Month
from helpers.presentation.locale.language import DEFAULT, LANGUAGES, ROOT, read_language
from helpers.presentation.locale.text_tree import TextTree
from helpers.reports.common.jupyter import show_style

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store
    from helpers.presentation.locale.words import Words

MONTHS: Final = "months"
YEARS: Final = "years"
MEMBERS: Final = "members"
EDITIONS: Final = (MONTHS, YEARS, MEMBERS)
"""What editions of a report can be of."""
LANGUAGE_SLOTS: Final[Mapping[str, object]] = {"languages": ", ".join(LANGUAGES), "first": DEFAULT}
"""What the help of the language is filled with."""
_OF_ERRORS: Final = "en"
"""The language of errors."""
_PLAIN: Final = (str, int, float, bool, list, dict, type(None))
_SHELL: Final = ("In", "Out")
"""What an interactive shell keeps among a notebook's names; no parameter is called so."""


Period = Annotated[str, BeforeValidator(str), AfterValidator(lambda text: str(Month.parse(text)))]


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, found '{text}'")
    return text


class Offer(NamedTuple):
    """A currency in which a report can be run for a month.

    Attributes
    ----------
    currency : str
        ``USD`` or ``CNY``.
    parts : int
        How many of the report's sections, by span and flow, it has; 0 where no other could be chosen.
    origin : int
        How far from the customs' own its data is: the place of the status in ``schema.STATUSES``.
    """

    currency: str
    parts: int
    origin: int


class Parameters(BaseModel):
    """The parameters every report takes; what each means stands under ``help.parameters`` in the locale.

    Attributes
    ----------
    OPEN : mapping
        Values for what names the period, where only the others are to be checked.
    EDITIONS : str
        What its editions are of: ``months``, ``years``, or ``members``, a page each that is of the newest
        data and never released.
    SUBJECT : str
        The parameter that says what the report is on; nothing where it is on the whole country.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    OPEN: ClassVar[Mapping[str, Any]]
    EDITIONS: ClassVar[str] = YEARS
    SUBJECT: ClassVar[str] = ""

    currency: Literal["USD", "CNY"] | None = None
    as_of: date | None = None
    language: Annotated[str, AfterValidator(_language)] = DEFAULT

    @property
    def page(self) -> str:
        """Return the name of the edition's page."""
        raise NotImplementedError

    @property
    def subject(self) -> str:
        """Return the code of what the report is on; nothing where it is on the whole country."""
        return str(getattr(self, self.SUBJECT)) if self.SUBJECT else ""

    @property
    def folder(self) -> str:
        """Return the folder of its subject on the site; nothing for the report type's own."""
        return ""

    @classmethod
    def subject_in(cls, folder: str) -> str:
        """Return the code of the subject whose folder is called so; nothing where there is none."""
        return ""

    def title(self, words: Words) -> str:
        """Return what the editions on its subject are called."""
        raise NotImplementedError

    def pages(self, store: Store) -> dict[str, dict[str, str]]:
        """Return what names each edition that a store has the data for, by page, if it is not of months."""
        return {}

    def shown(self) -> dict[str, Any]:
        """Return the values as they are recorded: the language where it is not the default."""
        hidden = {"language"} if self.language == DEFAULT else None
        return self.model_dump(mode="json", exclude=hidden)

    @property
    def day(self) -> str | None:
        """Return the day of ``as_of``, as ``2026-01-31``."""
        return self.as_of.isoformat() if self.as_of else None

    @classmethod
    def of(cls, report: str, values: Mapping[str, Any]) -> Self:
        """Check values given by name.

        Raises
        ------
        ParameterError
            For the first value that is unknown, missing or not allowed.
        """
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise ParameterError(cls._explain(report, error.errors()[0])) from None

    @classmethod
    def _explain(cls, report: str, fault: Any) -> str:
        name = str(fault["loc"][0])
        if fault["type"] == "extra_forbidden":
            allowed = ", ".join(cls.model_fields)
            return f"report {report} has no parameter '{name}'; its parameters: {allowed}"
        if fault["type"] == "missing":
            return f"report {report} needs the parameter '{name}': {cls.describe(name)}"
        reason = str(fault["msg"]).removeprefix("Value error, ")
        if "found" not in reason:
            reason = f"{reason[0].lower()}{reason[1:]}, found '{fault['input']}'"
        return f"report {report}, parameter '{name}': {reason}"

    @classmethod
    def describe(cls, name: str) -> str:
        """Return what a parameter means, as its help says it."""
        words = TextTree(read_language(ROOT / _OF_ERRORS))
        return words.fill(f"help.parameters.{name}", **LANGUAGE_SLOTS)


class MonthlyParameters(Parameters):
    """The parameters of a monthly report.

    Attributes
    ----------
    SECTIONS : tuple of tuple of str
        The dimensions that each of its sections tells apart; without the first there is no report.
    ALL_PROVINCES : bool
        Whether it needs all provinces, and their whole.
    """

    OPEN: ClassVar[Mapping[str, Any]] = {"period": "2000-01"}
    EDITIONS: ClassVar[str] = MONTHS
    SECTIONS: ClassVar[tuple[tuple[str, ...], ...]] = ((),)
    ALL_PROVINCES: ClassVar[bool] = False

    period: Period

    @property
    def page(self) -> str:
        """Return the name of the edition's page: its month."""
        return self.period

    @property
    def fixed(self) -> dict[str, str]:
        """Return by dimension the member that the report is on."""
        return {}


def given(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Pick the parameters out of a notebook's names: every plain value.

    A parameter that papermill was given under a wrong name is just another name of the notebook,
    which the check must see to refuse it.
    """
    return {
        name: value
        for name, value in namespace.items()
        if not name.startswith("_") and name not in _SHELL and isinstance(value, _PLAIN)
    }


@dataclass(frozen=True)
class ReportType:
    """A report type; the report itself is imported when it is used.

    Attributes
    ----------
    name : str
        The name of its notebook, and of the folder on the site of its default subject.
    parameters : type of Parameters
        Its parameters, typed.
    module : str
        The module that has its ``load`` and ``headings``: what needs the parameters only, such as
        the table of contents, imports no charts.
    """

    name: str
    parameters: type[Parameters]
    module: str

    def page_of(self, values: Mapping[str, Any]) -> str:
        """Check values given by name, and name the edition's page; ParameterError if one is wrong."""
        return self.parameters.of(self.name, values).page

    def shared(self, values: Mapping[str, Any]) -> Parameters:
        """Check the values that editions of many periods share; ParameterError if one is wrong."""
        for name in self.parameters.OPEN.keys() & values.keys():
            raise ParameterError(
                f"report {self.name}: '{name}' is of one edition; expected what all of them share"
            )
        return self.parameters.of(self.name, {**self.parameters.OPEN, **values})

    @property
    def living(self) -> bool:
        """Return whether its pages follow the newest data, and are never released."""
        return self.parameters.EDITIONS == MEMBERS

    def folder_of(self, parameters: Parameters) -> str:
        """Return the folder on the site of the editions on a subject."""
        return parameters.folder or self.name

    def load(self, values: Mapping[str, Any]) -> Any:
        """Return the report, whose parts a notebook shows: what the notebook's loading cell does.

        ``values`` are the parameters by name, or the ``globals()`` of a notebook.

        Raises
        ------
        ParameterError, NoDataError, SourceError
            One line that says what is allowed.
        """
        report = self._report.load(self.parameters.of(self.name, given(values)))
        show_style()
        return report

    def headings(self, parameters: Parameters) -> dict[str, str]:
        """Return the texts for the places held in the notebook's headings."""
        found: dict[str, str] = self._report.headings(parameters)
        return found

    @property
    def _report(self) -> Any:
        return importlib.import_module(self.module)
