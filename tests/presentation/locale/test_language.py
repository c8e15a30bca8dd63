import pytest

from helpers.core.errors import LocaleError
from helpers.presentation.locale.language import read_language


def language(folder, **files):
    """Write a language of these files; return its folder."""
    for name, text in files.items():
        (folder / f"{name}.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_the_files_of_a_folder_make_one_tree(tmp_path):
    folder = language(tmp_path, common="a: {b: c, 3: d}\nx: y", report='r:\n  "11": "{s}"')
    (folder / "notes.txt").write_text("not read", encoding="utf-8")
    assert read_language(folder) == {
        "a": {"b": "c", 3: "d"},
        "x": "y",
        "r": {"11": "{s}"},
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"one": "a: 1", "two": "b: 2\na: 3"}, "two.yml: 'a' stands in one.yml too"),
        (
            {"one": "a:\n  b: 1\n  c: 2\n  b: 3"},
            "one.yml: is not YAML: the key 'b' stands there twice; keep one (line 4)",
        ),
        (
            {"one": "a: 1\nb: [1}"},
            "one.yml: is not YAML: did not find expected ',' or ']' (line 2)",
        ),
        (
            {"one": "a: b: c"},
            "one.yml: is not YAML: mapping values are not allowed in this context (line 1)",
        ),
        (
            {"one": "a: *b"},
            "one.yml: is not YAML: an alias, '*b'; write out what it stands for (line 1)",
        ),
        ({"one": "just words"}, "one.yml: expected keys and values"),
        ({"one": ""}, "one.yml: expected keys and values"),
        ({"one": b"a: \xb1\xb1"}, "one.yml: is not UTF-8"),
        ({}, "no language there, no file *.yml"),
    ],
)
def test_what_is_no_language_is_refused_in_one_line(tmp_path, files, message):
    with pytest.raises(LocaleError) as caught:
        read_language(language(tmp_path, **files))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LocaleError, match="nowhere: no language there"):
        read_language(tmp_path / "nowhere")
