"""What is written depends on the data alone; a cache that is not whole is made anew."""

import json

from revised_store import revised_store

from helpers.publishing.open_data.writing import write_open_data


def written(folder, cache):
    write_open_data(revised_store(), cache, folder)
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_it_is_the_same_from_the_cache_and_anew(tmp_path):
    first = written(tmp_path / "one", tmp_path / "a.zip")
    assert {"data/index.json", "data/explorer/index.js", "data/nation/_T.USD.csv"} <= set(first)
    assert written(tmp_path / "two", tmp_path / "a.zip") == first
    assert written(tmp_path / "three", tmp_path / "b.zip") == first


def test_a_cache_that_was_cut_off_is_made_anew(tmp_path):
    cache = tmp_path / "a.zip"
    first = written(tmp_path / "one", cache)
    whole = cache.read_bytes()
    for broken in (
        b"",
        whole[:-40],
        whole[: len(whole) // 2] + b"x" + whole[len(whole) // 2 + 1 :],
    ):
        cache.write_bytes(broken)
        assert written(tmp_path / f"after-{len(broken)}-{broken[:1]}", cache) == first


def test_other_data_is_written_anew(tmp_path, monkeypatch):
    cache = tmp_path / "a.zip"
    first = written(tmp_path / "one", cache)
    monkeypatch.setattr("helpers.publishing.open_data.writing.code_fingerprint", lambda: "other")
    assert written(tmp_path / "two", cache) == first
    listed = json.loads(first["data/index.json"])["series"]
    assert {one["path"].rpartition("/")[0] for one in listed} == {"data/nation/_T"}
