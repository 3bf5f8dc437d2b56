"""The dashboard where a host puts it: below a path, and over HTTPS."""

from __future__ import annotations

import pytest
import trustme

from tests.browser.driver import Dashboard
from tests.serving import APP, running

CODE = "1~~3~~t0~.6_.4_0~.9_.1_0"


@pytest.fixture(scope="module")
def below_a_path(chromium):
    with running(root="/tools/losses") as server:
        yield server.address


@pytest.fixture(scope="module")
def https(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    certificate = trustme.CA().issue_cert("127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(folder / "both.pem")
    options = (f"--server.{name}={folder / 'both.pem'}" for name in ("sslCertFile", "sslKeyFile"))
    with running(APP, *options, root="/tools/losses") as server:
        yield server.address.replace("http:", "https:")


@pytest.fixture
def visitor(browser):
    """A function that opens a tab of its own; the certificate is nobody's."""
    contexts = []

    def new(address: str) -> Dashboard:
        contexts.append(browser.new_context(ignore_https_errors=True))
        return Dashboard(contexts[-1].new_page(), address)

    yield new
    for context in contexts:
        context.close()


@pytest.mark.parametrize("page", ["distributions", "samples"])
def test_the_shared_link_opens_the_same_page_below_a_path(visitor, below_a_path, page):
    _send_the_link_of(visitor, below_a_path, page)


@pytest.mark.parametrize("page", ["distributions", "samples"])
def test_the_shared_link_opens_the_same_page_over_https(visitor, https, page):
    _send_the_link_of(visitor, https, page)


def test_pages_of_the_menu_and_links_between_pages_stay_below_the_path(visitor, https):
    dashboard = visitor(https).open(code=CODE)
    dashboard.go_to("Article")
    assert dashboard.page.url.startswith(f"{https}/article?")
    with dashboard.page.expect_popup() as opened:
        dashboard.main.get_by_role("link", name="See it on Distributions").first.click()
    opened.value.wait_for_url(lambda url: "/article" not in url)
    opened.value.get_by_text("charges A 0.08 and B 0.02").wait_for()
    assert opened.value.url.startswith(https)


def _send_the_link_of(visitor, address: str, page: str) -> None:
    first = visitor(address).open(page, CODE)
    first.page.get_by_role("button", name="Share", exact=True).click()
    link = first.page.locator("[data-testid=stPopoverBody] code").inner_text()
    assert link.partition("?")[0].rstrip("/") == f"{address}/{page}".rstrip("/")
    second = visitor(address)
    second.page.goto(link)
    second.wait_for_text(first.page.locator("h2").first.inner_text())
    second.wait_for_text("0.32")
    assert second.settle().code == CODE
