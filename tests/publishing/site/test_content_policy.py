"""Every page forbids what it does not need: other hosts, and scripts that are not the theme's own."""

import base64
import hashlib
import re

import pytest
from testbed import SITE

from helpers.publishing.site.content_policy import protect

MODE = (
    '<script data-cfasync="false">\n    document.documentElement.dataset.mode = '
    'localStorage.getItem("mode") || "auto";\n    document.documentElement.dataset.theme = '
    'localStorage.getItem("theme") || "auto";\n  </script>'
)
PAGE = (
    f'<html><head>\n    <meta charset="utf-8" />\n{MODE}<script src="a.js"></script></head>'
    "<body><script>alert(1)</script><script>DOCUMENTATION_OPTIONS.pagename = 'a';</script></body>"
)


def policy_of(text):
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)" />', text)
    assert found, "no policy"
    parts = (part.split() for part in found[1].split("; "))
    return {name: values for name, *values in parts}


def hash_of(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.fixture
def page(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.html").write_text(PAGE, encoding="utf-8")
    protect(tmp_path)
    return (tmp_path / "a" / "page.html").read_text(encoding="utf-8")


def test_the_policy_comes_before_all_that_it_is_for(page):
    assert page.index("Content-Security-Policy") < page.index("<script")
    assert policy_of(page)["default-src"] == ["'none'"]


def test_of_scripts_within_a_page_only_those_of_the_theme_run(page):
    allowed = policy_of(page)["script-src"]
    theme = MODE.partition(">")[2].removesuffix("</script>")
    assert hash_of(theme) in allowed and hash_of("toggleFullScreen()") in allowed
    assert hash_of("alert(1)") not in allowed and "'unsafe-inline'" not in allowed
    assert len(allowed) == 5
    assert "pagename" not in page and "alert(1)" in page


def test_a_page_without_a_head_is_left(tmp_path):
    (tmp_path / "part.html").write_text("<p>part</p>", encoding="utf-8")
    protect(tmp_path)
    assert (tmp_path / "part.html").read_text(encoding="utf-8") == "<p>part</p>"


def test_every_page_of_the_site_has_it_and_none_allows_another_host():
    pages = [path for path in SITE.rglob("*.html") if "_static" not in path.parts]
    assert len(pages) > 10
    for path in pages:
        policy = policy_of(path.read_text(encoding="utf-8"))
        assert policy["default-src"] == ["'none'"] and policy["base-uri"] == ["'none'"]
        sources = {one for values in policy.values() for one in values}
        assert {one for one in sources if not one.startswith("'sha256-")} == {
            "'none'",
            "'self'",
            "file:",
            "data:",
            "blob:",
            "'unsafe-inline'",
            "'unsafe-hashes'",
        }
        assert "'unsafe-inline'" not in policy["script-src"]
