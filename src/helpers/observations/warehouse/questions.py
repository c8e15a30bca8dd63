"""What a store was asked, and hashes of what it answered: while they are the same, so is the page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, Final, NamedTuple, TypeVar

import pandas as pd
from pydantic import BaseModel

from helpers.observations.warehouse.query import Query

Answer = TypeVar("Answer")


class LoggedQuestion(NamedTuple):
    """A question and its answer.

    Attributes
    ----------
    question : str
        The method's name and its arguments, as JSON.
    answer : str
        The hash of what it gave.
    state : str
        The hash of the files that were looked at: while it is the same, so is the answer.
    """

    question: str
    answer: str
    state: str


_OF_A_MONTH: Final = ("query", "quantity_units")
"""The methods that look at the month their query names, and at no other."""

_LISTENING: Final[ContextVar[dict[str, LoggedQuestion] | None]] = ContextVar(
    "listening", default=None
)


@contextmanager
def listening() -> Iterator[dict[str, LoggedQuestion]]:
    """Collect what stores are asked meanwhile, each question once."""
    heard: dict[str, LoggedQuestion] = {}
    token = _LISTENING.set(heard)
    try:
        yield heard
    finally:
        _LISTENING.reset(token)


def noted(method: Callable[..., Answer]) -> Callable[..., Answer]:
    """Report each call of a store's method to those who listen; not what it asks itself for that."""

    @wraps(method)
    def call(store: Any, *args: Any, **named: Any) -> Answer:
        heard = _LISTENING.get()
        if heard is None:
            return method(store, *args, **named)
        token = _LISTENING.set(None)
        try:
            answer = method(store, *args, **named)
        finally:
            _LISTENING.reset(token)
        name = method.__name__
        question = json.dumps([name, _plain(args), named])
        heard[question] = LoggedQuestion(
            question, hash_of(answer), store.state(month_of(name, args))
        )
        return answer

    return call


def answered_as_before(store: Any, read: LoggedQuestion) -> bool:
    """Return whether a question that an edition asked would be answered as it was."""
    name, args, named = json.loads(read.question)
    if args and isinstance(args[0], dict):
        lists = {key: tuple(args[0][key]) for key in ("keep", "members")}
        args[0] = Query(**{**args[0], **lists})
    if store.state(month_of(name, args)) == read.state:
        return True
    try:
        return hash_of(getattr(store, name)(*args, **named)) == read.answer
    except KeyError:
        # It was of a file that is no more.
        return False


def month_of(name: str, args: Sequence[Any]) -> str | None:
    """Return the month whose files alone a question looks at; None where it looks at all of them."""
    return str(args[0].period) if name in _OF_A_MONTH else None


def hash_of(answer: Any) -> str:
    """Return the hash of an answer: of a table, of descriptions of files, of names."""
    return hashlib.sha256(_text(answer).encode()).hexdigest()


def _text(answer: Any) -> str:
    if isinstance(answer, pd.DataFrame):
        return answer.to_csv(index=False, lineterminator="\n")
    return json.dumps(_plain(answer), ensure_ascii=False, sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        return value.to_csv(index=False, lineterminator="\n")
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
