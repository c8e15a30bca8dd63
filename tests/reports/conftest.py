"""Every text a report fills while it is tested is given all the slots that are declared for it."""

import pytest
from declared_words import declared

from helpers.indicators.figures import Figure
from helpers.presentation.locale.words import Words


@pytest.fixture(scope="module", autouse=True)
def _each_text_gets_its_slots():
    look_up = Words.template

    def template(self, path, given, kinds=()):
        may = declared()[path]
        missing = may.slots - set(given)
        assert not missing, f"'{path}' is declared with {sorted(missing)}, which nothing gives"
        for slot in may.slots:
            is_figure = isinstance(given[slot], Figure)
            assert is_figure == (slot in may.figures), f"'{path}': {slot} is {given[slot]!r}"
        return look_up(self, path, given, kinds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "template", template)
        yield
