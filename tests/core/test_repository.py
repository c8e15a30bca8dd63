"""The folders of a repository: found from below, and cleared of what a killed build left."""

import pytest

from helpers.core.errors import CatalogueError
from helpers.core.repository import Repository, find_root, staging


def test_the_repository_is_the_nearest_folder_upwards(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "editions.yml").touch()
    assert find_root(inner) == tmp_path
    (tmp_path / "a" / "editions.yml").touch()
    assert find_root(inner) == tmp_path / "a"


def test_no_repository_is_told_in_one_line(tmp_path):
    with pytest.raises(CatalogueError, match="upwards; run tradebook in the repository") as caught:
        find_root(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_what_a_killed_build_left_is_cleared_away(tmp_path):
    repository = Repository(tmp_path)
    (repository.built / "staging-left" / "render").mkdir(parents=True)
    with staging(repository) as place:
        assert [path.name for path in repository.built.glob("staging-*")] == [place.name]
    assert list(repository.built.glob("staging-*")) == []
