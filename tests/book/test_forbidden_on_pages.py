"""What a page forbids does not happen in a browser: neither from a server nor from the disk."""

import pytest

HOST = "http://127.0.0.1:9/x"
ATTEMPTS = {
    "a script within the page": "const s = document.createElement('script'); s.text = 'window.ran = 1';"
    "document.body.append(s)",
    "a handler": "document.body.insertAdjacentHTML('beforeend',"
    '\'<img src="_static/none.svg" onerror="window.ran = 1">\')',
    "code made of text": "try { window.ran = eval('1') } catch { }",
    "a script of another host": f"const s = document.createElement('script'); s.src = '{HOST}';"
    "document.body.append(s)",
    "a picture of another host": f"new Image().src = '{HOST}'",
    "a request": f"fetch('{HOST}').catch(() => 0)",
    "a frame": f"const f = document.createElement('iframe'); f.src = '{HOST}'; document.body.append(f)",
    "a form sent elsewhere": f"const f = document.createElement('form'); f.action = '{HOST}';"
    "document.body.append(f); f.submit()",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_what_no_page_needs_is_not_done(visit, home, attempt):
    visitor = visit(home=home)
    page = visitor.open("index.html")
    assert visitor.faults == []
    page.evaluate(
        "document.addEventListener('securitypolicyviolation',"
        "one => { window.violated = one.violatedDirective })"
    )
    # In the page itself: what a test evaluates is not bound by its policy.
    page.evaluate(f"setTimeout(() => {{ {attempt} }}, 0)")
    page.evaluate(
        "new Promise((done, late) => { setTimeout(late, 5000); setInterval("
        "() => window.violated !== undefined && done(), 20) })"
    )
    assert page.evaluate("window.ran") is None
    assert not [fault for fault in visitor.faults if fault.startswith("outside")]
