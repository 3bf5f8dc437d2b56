"""A chart that answers what nobody thought of, in a real browser."""

from __future__ import annotations

from pages.ui.wording.en import failures


def test_an_answer_without_sense_is_said_to_fail_and_the_page_goes_on(tab):
    dashboard = tab(height=2400)
    garble = True

    def pass_on(socket) -> None:
        server = socket.connect_to_server()
        socket.on_message(
            lambda sent: server.send(sent.replace(b'"p0"', b'"q0"') if garble else sent)
        )

    dashboard.page.route_web_socket("**/_stcore/stream", pass_on)
    dashboard.open().unfold()
    before = dashboard.code
    marks = dashboard.page.locator("[class*=st-key-triangle_squared_error] .view_1_marks path")
    marks.nth(600).click(force=True)
    dashboard.wait_for_text(failures.NOT_DONE.partition(":")[0])
    dashboard.wait_for_text("charges A 0.08 and B 0.02")
    assert dashboard.code == before
    garble = False
    marks.nth(700).click(force=True)
    dashboard.wait_for_other_code(before)
    dashboard.wait_until_gone(failures.NOT_DONE.partition(":")[0])
