"""The picture of an answer: drawn, saved and copied by the browser."""

from __future__ import annotations

import re
import struct

from playwright.sync_api import expect

CODE = "1~~_x_~b~c~~t0~.8_.2_0~.9_.1_0"
# How many colours there are in the upper half of the canvas, where question and answer stand.
COLOURS = """
canvas => {
  const pixels = canvas.getContext('2d').getImageData(0, 40, canvas.width, 300).data;
  return new Set(new Uint32Array(pixels.buffer)).size;
}
"""


def test_the_picture_of_an_answer_is_saved_and_copied(tab):
    dashboard = tab().open(code=CODE)
    page = dashboard.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share", exact=True).click()
    canvas = page.locator(".card canvas")
    expect(canvas).to_have_attribute("aria-label", re.compile("A pays 2.118 times as much"))
    assert canvas.evaluate(COLOURS) > 20
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the picture").click()
    assert saved.value.suggested_filename == "losscore-distributions.png"
    head = saved.value.path().read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (1200, 630)
    page.get_by_role("button", name="Copy the picture").click()
    expect(page.get_by_text("The picture is copied.")).to_be_visible()
