"""Every page forbids what it does not need: other hosts, and scripts within it but the one of its frame."""

import base64
import hashlib
import re

from testbed import SITE

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)" />')
WITHIN = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def pages():
    found = [path for path in SITE.rglob("*.html") if "_static" not in path.parts]
    assert len(found) > 10
    return [path.read_text(encoding="utf-8") for path in found]


def policy_of(text):
    found = POLICY.search(text)
    assert found, "no policy"
    parts = (part.split() for part in found[1].replace("&#39;", "'").split("; "))
    return {name: values for name, *values in parts}


def hash_of(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_every_page_of_the_site_has_it_and_none_allows_another_host():
    for page in pages():
        policy = policy_of(page)
        assert policy["default-src"] == ["'none'"] and policy["base-uri"] == ["'none'"]
        sources = {one for values in policy.values() for one in values}
        assert {one for one in sources if not one.startswith("'sha256-")} == {
            "'none'",
            "'self'",
            "file:",
            "data:",
            "blob:",
            "'unsafe-inline'",
        }
        assert "'unsafe-inline'" not in policy["script-src"]


def test_the_one_script_within_a_page_is_the_one_that_may_run():
    for page in pages():
        (script,) = WITHIN.findall(page)
        assert policy_of(page)["script-src"] == ["'self'", "file:", hash_of(script)]
        assert POLICY.search(page).start() < page.index("<script")
