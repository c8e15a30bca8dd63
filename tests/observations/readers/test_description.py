from datetime import date

import pytest
import yaml
from builders import description_of, tidy_row, tidy_text, write_pair
from testbed import read_folder

from helpers.core.errors import SourceError
from helpers.observations.readers.description import read_meta
from helpers.observations.schema import OBSERVATION_COLUMNS


def refusal(call, *arguments):
    with pytest.raises(SourceError) as caught:
        call(*arguments)
    return str(caught.value)


def describe(description, **keys):
    """Rewrite a description with other keys; None leaves a key out."""
    data = description.with_name("made-up.csv")
    content = description_of(data.read_bytes(), **keys)
    description.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_a_good_description_is_read(tmp_path):
    data, description = write_pair(tmp_path, title="北京", complete=["region"], address="x")
    raw = read_meta(description, data)
    assert (raw.id, raw.title, raw.complete) == ("made-up", "北京", ("region",))
    assert (raw.released, raw.retrieved) == (date(2026, 1, 16), date(2026, 2, 1))
    assert (raw.format, raw.method, raw.made_from) == ("tidy", "", ())


def test_figures_are_known_from_the_day_of_release(tmp_path):
    data, description = write_pair(tmp_path)
    assert read_meta(description, data).known_from == "2026-01-16"


def test_without_a_day_of_release_figures_are_known_from_that_of_retrieval(tmp_path):
    data, description = write_pair(tmp_path)
    text = description.read_text(encoding="utf-8").replace("released: 2026-01-16", "released: null")
    description.write_text(text, encoding="utf-8")
    assert read_meta(description, data).known_from == "2026-02-01"


STATUS = "input should be 'official', 'republished', 'transcribed', 'reconstructed' or 'unknown'"
BAD_KEYS = [
    ({"status": "guessed"}, "status", STATUS, "'guessed'"),
    ({"released": "soon"}, "released", "input should be a valid date", "'soon'"),
    ({"retrieved": "2026"}, "retrieved", "date", "'2026'"),
    ({"id": "a;b"}, "id", "string should match pattern", "'a;b'"),
    ({"id": 2025}, "id", "input should be a valid string", "2025"),
    ({"sha256": "ABC"}, "sha256", "string should match pattern", "'ABC'"),
    ({"complete": ["region", "year"]}, "complete.1", "input should be 'region', ", "'year'"),
    ({"complete": "region"}, "complete", "input should be a valid tuple", "'region'"),
    ({"note": "x"}, "note", "extra inputs are not permitted", "'x'"),
    ({"licence": ["a"]}, "licence", "input should be a valid string", "['a']"),
    ({"status": "a\nb"}, "status", STATUS, "'a\\nb'"),
]


@pytest.mark.parametrize(("keys", "key", "expected", "found"), BAD_KEYS)
def test_a_bad_key_is_told_by_file_key_what_and_why(tmp_path, keys, key, expected, found):
    data, description = write_pair(tmp_path)
    describe(description, **keys)
    message = refusal(read_meta, description, data)
    assert message.startswith(f"{description}: key '{key}': ")
    assert expected in message
    assert message.endswith(f"found {found}")
    assert "\n" not in message


@pytest.mark.parametrize(
    "key", ["id", "title", "producer", "address", "released", "retrieved", "licence", "status"]
)
def test_a_missing_key_is_named(tmp_path, key):
    data, description = write_pair(tmp_path)
    describe(description, **{key: None})
    message = refusal(read_meta, description, data)
    assert message.startswith(f"{description}: the key '{key}' is missing")
    assert "\n" not in message


def test_a_file_that_a_reconstructed_one_was_made_from_has_its_hash(tmp_path):
    data, description = write_pair(tmp_path)
    describe(description, made_from=[{"file": "published.csv"}])
    message = refusal(read_meta, description, data)
    assert message.startswith(f"{description}: the key 'made_from.0.sha256' is missing")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected keys and values"),
        (b"- 1\n", "expected keys and values"),
        (b"a: [1\nb: 2\n", "is not YAML: "),
        (b"a: 'open\n", "is not YAML: "),
        (b"a:\n\t- 1\n", "is not YAML: "),
    ],
)
def test_what_is_no_description_is_told_in_one_line(tmp_path, content, said):
    data, description = write_pair(tmp_path)
    description.write_bytes(content)
    message = refusal(read_meta, description, data)
    assert message.startswith(f"{description}: {said}")
    assert "\n" not in message


def test_a_description_in_another_encoding_is_told_in_one_line(tmp_path):
    data, description = write_pair(tmp_path, title="北京")
    text = description.read_text(encoding="utf-8")
    description.write_bytes(text.encode("gbk"))
    message = refusal(read_meta, description, data)
    assert message.startswith(f"{description}: ")
    assert "UTF-8" in message
    assert "\n" not in message


# YAML itself takes 2025-13-01 for a date, and fails to make one of it.
def test_a_day_that_is_in_no_calendar_is_told_in_one_line(tmp_path):
    data, description = write_pair(tmp_path)
    text = description.read_text(encoding="utf-8")
    description.write_text(text.replace("2026-01-16", "2026-13-16"), encoding="utf-8")
    message = refusal(read_meta, description, data)
    assert message.startswith(f"{description}: ")
    assert "\n" not in message


def test_a_file_that_was_changed_is_refused_with_both_hashes(tmp_path):
    # SHA-256 of "abc" is the first example of the standard, FIPS 180-2.
    data, description = write_pair(tmp_path, sha256="0" * 64)
    data.write_bytes(b"abc")
    assert refusal(read_meta, description, data) == (
        f"{data}: is not the file that made-up.meta.yml describes: expected sha256 000000000000…, "
        "found ba7816bf8f01…; restore the file, or describe the new one"
    )


def test_a_folder_is_read_whole(tmp_path):
    write_pair(tmp_path, "b", tidy_text(tidy_row(value="1"), tidy_row(flow="import", value="2")))
    write_pair(tmp_path, "a", tidy_text(tidy_row(value="3")), released=date(2025, 12, 20))
    (tmp_path / ".hidden").write_text("", encoding="utf-8")
    archive = read_folder(tmp_path)
    assert [raw.id for raw in archive.files] == ["a", "b"]
    rows = archive.observations
    assert list(rows.columns) == list(OBSERVATION_COLUMNS)
    assert rows[["source", "released", "value"]].to_numpy().tolist() == [
        ["a", "2025-12-20", 3],
        ["b", "2026-01-16", 1],
        ["b", "2026-01-16", 2],
    ]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    folder = tmp_path / "raw"
    assert refusal(read_folder, folder).startswith(f"{folder}: no such folder")


def test_an_empty_folder_is_told(tmp_path):
    assert refusal(read_folder, tmp_path).startswith(f"{tmp_path}: holds no raw file; expected ")


def test_a_file_without_description_is_not_passed_over(tmp_path):
    write_pair(tmp_path)
    other = tmp_path / "other.csv"
    other.write_text(tidy_text(tidy_row()), encoding="utf-8")
    assert refusal(read_folder, tmp_path) == (
        f"{other}: has no description; write other.meta.yml beside it"
    )


def test_a_description_without_file_is_not_passed_over(tmp_path):
    write_pair(tmp_path)
    data, description = write_pair(tmp_path, "other")
    data.unlink()
    assert refusal(read_folder, tmp_path) == (
        f"{description}: describes a file that is not there; put it back or remove this"
    )


def test_a_mistake_in_any_file_is_told(tmp_path):
    write_pair(tmp_path, "a")
    data, _ = write_pair(tmp_path, "b", tidy_text(tidy_row(span="year")))
    assert refusal(read_folder, tmp_path).startswith(f"{data}: row 2, column 'span': ")


# The id is what keeps two sources apart in the store and names them on a page.
def test_two_files_may_not_have_one_id(tmp_path):
    write_pair(tmp_path, "a", id="same")
    write_pair(tmp_path, "b", id="same")
    assert "same" in refusal(read_folder, tmp_path)
