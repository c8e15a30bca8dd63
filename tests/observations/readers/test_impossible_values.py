"""A value that no sum could hold is refused on reading, whatever it is added to."""

import pytest
from builders import tidy_row, tidy_text, write_pair

from helpers.core.errors import SourceError
from helpers.observations.readers import RawPair, read_file
from helpers.observations.readers.description import read_meta


def read(folder, value):
    data, description = write_pair(
        folder, text=tidy_text(tidy_row(), tidy_row(flow="import", value=value))
    )
    return read_file(read_meta(description, data), RawPair(data, description))


@pytest.mark.parametrize("value", ["1.7e308", "1e16", "1000000000000001", "-1", "1e400", "nan"])
def test_it_is_told_in_one_line(tmp_path, value):
    with pytest.raises(SourceError) as caught:
        read(tmp_path, value)
    assert str(caught.value).startswith(f"{tmp_path / 'made-up.csv'}: ")
    assert "expected a number" in str(caught.value) and "\n" not in str(caught.value)


# The whole world's trade of a year is some 5e13 dollars.
@pytest.mark.parametrize("value", ["0", "1e15"])
def test_what_can_be_is_read(tmp_path, value):
    assert float(value) in set(read(tmp_path, value).cells.numbers("value"))
