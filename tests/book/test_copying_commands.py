"""The commands that pages show are copied with one click, on a wide screen and on a phone."""

import pytest

COMMAND = "make book"


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_command_is_copied_as_it_stands(visit, size):
    visitor = visit(size, own=True)
    page = visitor.open("rerun.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("article .highlight", has_text=COMMAND).first
    block.hover()
    button = block.get_by_role("button")
    assert button.evaluate("one => one.ariaLabel || one.dataset.tooltip || one.title")
    button.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text !== '')")
    assert page.evaluate("navigator.clipboard.readText()").strip() == COMMAND
    assert visitor.faults == []


def test_the_button_is_seen_when_it_is_reached_by_keys(visit):
    page = visit().open("rerun.html")
    button = page.locator("article .highlight button.copybtn").first
    page.mouse.move(5, 5)
    assert button.evaluate("one => Number(getComputedStyle(one).opacity)") == 0
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "one => Number(getComputedStyle(one).opacity) === 1", arg=button.element_handle()
    )
