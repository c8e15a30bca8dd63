"""What the catalogue is told of the editions that were released; a release of a series of its own."""

from datetime import date

import pytest
from testbed import executed

from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.releases.lock import FOLDER, LOCK, Release, append, store_notebook, text_of
from helpers.publishing.releases.release_history import histories
from helpers.publishing.releases.released_editions import released_editions

HASH = "0" * 64


def release(**keys):
    content = {
        "edition": "provincial/2025-01",
        "revision": 1,
        "date": date(2025, 2, 10),
        "parameters": {"period": "2025-01"},
        "inputs": {},
        "code": HASH,
        "figures": HASH,
        "wording": HASH,
        "notebook": HASH,
    }
    return Release.model_validate(content | keys)


def of_guangdong(**keys):
    return release(
        edition="guangdong/2025-01",
        report="beijing_city",
        parameters={"period": "2025-01", "region": "44"},
        **keys,
    )


def test_the_last_release_tells_the_report_the_parameters_and_the_currency(tmp_path):
    later = {"revision": 2, "parameters": {"period": "2025-01", "currency": "CNY"}}
    append(tmp_path / LOCK, [release(currency="USD"), of_guangdong(currency="CNY")])
    append(tmp_path / LOCK, [release(**later, currency="CNY")])
    found = released_editions(tmp_path)
    assert {page: (one.report, one.parameters, one.currency()) for page, one in found.items()} == {
        "provincial/2025-01": ("provincial", {"period": "2025-01", "currency": "CNY"}, "CNY"),
        "guangdong/2025-01": ("beijing_city", {"period": "2025-01", "region": "44"}, "CNY"),
    }


@pytest.mark.parametrize("reworded", [False, True])
def test_of_an_early_record_the_notebook_tells_the_currency(tmp_path, reworded):
    notebook = executed("2025-01", currency="CNY")
    first = release(notebook=hash_of_texts(text_of(notebook)))
    store_notebook(tmp_path / FOLDER, first, text_of(notebook))
    append(tmp_path / LOCK, [first, *[release(reworded=True, notebook="")] * reworded])
    (found,) = released_editions(tmp_path).values()
    assert found.currency() == "CNY"


def test_where_nothing_was_released_there_is_nothing_to_tell(tmp_path):
    assert released_editions(tmp_path) == {}


def test_a_released_edition_of_a_series_is_that_of_its_report(tmp_path):
    notebook = executed("2025-01")
    one = of_guangdong(notebook=hash_of_texts(text_of(notebook)))
    store_notebook(tmp_path, one, text_of(notebook))
    (revision,) = histories([one], tmp_path)["guangdong/2025-01"].revisions
    parameters = {"period": "2025-01", "region": "44"}
    assert revision.page.edition == Edition(
        "beijing_city", "2025-01/r1", parameters, series="guangdong"
    )
    assert revision.page.page == "guangdong/2025-01/r1"
    assert one.edition_of(one.edition).page == "guangdong/2025-01"
    assert release().edition_of("provincial/2025-01") == Edition(
        "provincial", "2025-01", {"period": "2025-01"}
    )
