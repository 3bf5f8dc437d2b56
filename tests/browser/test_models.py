"""Several models in a real browser: uploaded at once, from the command line, chosen, swapped."""

from __future__ import annotations

from tests.serving import APP, running

MODELS = {
    name: f"true,cat,dog\ncat,{p},{1 - p:.1f}\ndog,0.3,0.7\n".encode()
    for name, p in (("one", 0.9), ("two", 0.8), ("three", 0.7))
}


def test_a_server_started_with_files_opens_with_them_and_two_change_places(tab, tmp_path):
    for name, content in MODELS.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    files = [str(tmp_path / f"{name}.csv") for name in MODELS]
    with running(APP, "--", *files) as server:
        dashboard = tab(at=server.address)
        dashboard.page.goto(server.address)
        dashboard.wait_for_text("for one and")
        dashboard.settle()
        dashboard.page.get_by_role("button", name="Swap").click()
        dashboard.wait_for_text("for two and")


def test_several_files_come_at_once(tab):
    dashboard = tab().open("samples")
    dashboard.page.get_by_role("radio", name="Your own predictions").click()
    dashboard.settle()
    dashboard.page.locator("input[type=file]").first.set_input_files(
        [
            {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": content}
            for name, content in MODELS.items()
        ]
    )
    dashboard.wait_for_text("for one and")
    dashboard.wait_for_text("three.csv")
