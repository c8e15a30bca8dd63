"""YAML is read strictly: what is not plain keys and values is refused in one line."""

from datetime import date

import pytest

from helpers.core.errors import CatalogueError
from helpers.core.yaml_files import parse_yaml, read_yaml, read_yaml_as_texts

TEXT = """
hs: 01012100
period: 2025-11
day: 2025-11-30
long: 9007199254740993
decimal: 1.50
truth: yes
list: [010, ~, "1"]
none:
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.yml"


def test_values_are_numbers_days_and_truths(path):
    path.write_text("a: 3\nb: 2025-11-30\nc: true\nd: 0.5\ne: text\nf:\n", encoding="utf-8")
    assert read_yaml(path, CatalogueError) == {
        "a": 3,
        "b": date(2025, 11, 30),
        "c": True,
        "d": 0.5,
        "e": "text",
        "f": None,
    }


def test_values_are_the_texts_that_stand_there(path):
    path.write_text(TEXT, encoding="utf-8")
    assert read_yaml_as_texts(path, CatalogueError) == {
        "hs": "01012100",
        "period": "2025-11",
        "day": "2025-11-30",
        "long": "9007199254740993",
        "decimal": "1.50",
        "truth": "yes",
        "list": ["010", None, "1"],
        "none": None,
    }


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

FAULTY = {
    "an open list": ("a: [", "is not YAML: did not find expected node content (line 2)"),
    "a list": ("- 1", "expected keys and values"),
    "a text": ("just words", "expected keys and values"),
    "nothing": ("", "expected keys and values"),
    "a key twice": ("a: 1\nb: 2\n'a': 3", "the key 'a' stands there twice; keep one (line 3)"),
    "a key twice below": (
        "a:\n  b: 1\n  b: 2",
        "the key 'b' stands there twice; keep one (line 3)",
    ),
    "code": ("!!python/object/apply:os.system ['true']", "a tag, 'tag:yaml.org,2002:python/object"),
    "code below": ("a: !!python/name:os.system", "a tag, "),
    "another tag": ("a: !!bool x", "a tag, 'tag:yaml.org,2002:bool'"),
    "a bomb": (BOMB, "an alias, '*a'; write out what it stands for (line 2)"),
    "a merge": ("a: &a {x: 1}\nb: {<<: *a}", "an alias, '*a'"),
    "deep lists": ("[" * 20_000, "more than 40 levels within one another (line 1)"),
    "deep and closed": ("a: " + "[" * 20_000 + "]" * 20_000, "more than 40 levels"),
    "deep mappings": ("{a: " * 20_000, "more than 40 levels"),
    "deep in blocks": ("- " * 200_000, "more than 40 levels"),
    "a list as a key": ("? [1]\n: 2", "a list or a mapping as a key"),
    "no day": ("a: 2025-13-01", "a day or a number that cannot be"),
    "too many digits": ("a: " + "9" * 5_000, "a day or a number that cannot be"),
    "two documents": ("a: 1\n---\nb: 2", "is not YAML: but found another document"),
    "a zero byte": ("a: \0", "is not YAML: unacceptable character"),
    "a tab": ("\ta: 1", "is not YAML: "),
    "another version": ("%YAML 3.0\n---\na: 1", "is not YAML: found incompatible YAML document"),
    "large": ("a: '" + "x" * 4_000_000 + "'", "expected at most 4,000,000 bytes, found 4,000,005"),
}


@pytest.mark.parametrize(("text", "said"), FAULTY.values(), ids=FAULTY)
def test_what_is_not_plain_keys_and_values_is_refused_in_one_line(path, text, said):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_yaml(path, CatalogueError)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < len(str(path)) + 250


def test_texts_are_read_as_strictly(path):
    path.write_text("a: 1\na: 2", encoding="utf-8")
    with pytest.raises(CatalogueError, match="the key 'a' stands there twice"):
        read_yaml_as_texts(path, CatalogueError)


def test_keys_that_differ_as_texts_are_two(path):
    path.write_text("01: a\n1: b", encoding="utf-8")
    assert read_yaml_as_texts(path, CatalogueError) == {"01": "a", "1": "b"}


def test_another_encoding_and_no_file_are_told(path):
    with pytest.raises(CatalogueError, match=r"a\.yml: no such file"):
        read_yaml(path, CatalogueError)
    path.write_bytes("a: 北京".encode("gbk"))
    with pytest.raises(CatalogueError, match=r"a\.yml: is not UTF-8; save it as UTF-8"):
        read_yaml(path, CatalogueError)


def test_a_text_is_named_by_where_it_is_from():
    with pytest.raises(CatalogueError, match=r"^a\.lock: record 2: is not YAML: "):
        parse_yaml("a: [", "a.lock: record 2", CatalogueError)
