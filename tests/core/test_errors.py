import inspect

import pytest

from helpers.core import errors

CLASSES = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if each.__module__ == errors.__name__
]


def test_all_errors_have_one_base():
    assert len(CLASSES) >= 7
    assert all(issubclass(each, errors.TradebookError) for each in CLASSES)


@pytest.mark.parametrize("error", CLASSES)
def test_exit_code_tells_a_wrong_parameter_from_the_rest(error):
    assert error.exit_code == (2 if error is errors.ParameterError else 1)


@pytest.mark.parametrize("error", CLASSES)
def test_a_notebook_shows_one_line(error):
    assert error("nothing for 2031-02")._render_traceback_() == [
        f"{error.__name__}: nothing for 2031-02"
    ]
