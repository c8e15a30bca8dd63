import pytest

from helpers.core.errors import ReferenceTableError
from helpers.reference.product_codes import product_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("85076000", "85076000"),
        ("electronics", "electronics"),
        ("电子设备", "electronics"),
        ("COAL", "COAL"),
        ("coal", "COAL"),
        ("煤及褐煤", "COAL"),
        ("高技术产品", "HITECH"),
    ],
)
def test_a_product_is_known_by_its_code_and_its_names(name, code):
    assert product_code(name) == code


def test_what_no_table_names_is_refused_in_one_line():
    with pytest.raises(
        ReferenceTableError, match=r"^product 'phlogiston' is not known; expected an HS"
    ):
        product_code("phlogiston")
