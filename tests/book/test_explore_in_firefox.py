"""The explorer in Firefox, from a server and from files: open, choose, pin, compare, take away."""

HASH = "#of=region/44,region/32&measure=value&flow=export&span=month&currency=CNY"
READY = "return document.querySelector('#tb-explore')?.dataset.ready === location.hash"
SENTENCE = "return document.querySelector('.tb-explore-sentence').textContent"
COUNT = "return document.querySelectorAll(arguments[0]).length"
FAULTS = """
window.faults = [];
addEventListener("error", (event) => window.faults.push(event.message));
document.addEventListener("securitypolicyviolation", (event) => window.faults.push(event.blockedURI));
"""


def test_it_is_opened_chosen_pinned_compared_and_taken_away(firefox, home):
    firefox.open("about:blank")
    firefox.open(f"{home}/explore.html{HASH}")
    firefox.until(READY)
    firefox.run(FAULTS)
    assert "广东省比江苏省多" in firefox.run(SENTENCE)
    assert firefox.run(COUNT, "#explored svg path") > 10
    assert firefox.run(COUNT, ".tb-explored-tiles svg [role='img']") == 31
    firefox.type("#tb-explore-find", "浙江\ue007")
    firefox.until(READY)
    assert firefox.run("return location.hash").startswith("#of=region/44,region/32,region/33&")
    firefox.press("[id='tb-pin-region/33']")
    firefox.until(READY)
    assert "pin=region/33" in firefox.run("return location.hash")
    assert firefox.run("return document.activeElement.id") == "tb-pin-region/33"
    firefox.press(".tb-explore-take .tb-tools button")
    name = "explore.region-44.region-32.region-33.value.export.csv"
    path = firefox.folder / name
    firefox.until("return true")
    for _ in range(100):
        if path.is_file() and path.stat().st_size:
            break
        firefox.run("return new Promise((done) => setTimeout(done, 50))")
    assert path.read_text("utf-8-sig").startswith("月份,代码")
    path.unlink()
    assert firefox.run("return window.faults") == []
