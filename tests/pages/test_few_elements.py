"""Every element costs each run of a page, so a page that nobody has opened anything on has few."""

from __future__ import annotations

import pytest
from streamlit.testing.v1.element_tree import Block

from pages.ui.registry import PAGES


def parts(block: Block) -> int:
    """How many elements and containers a container holds, in all."""
    return sum(
        1 + (parts(child) if isinstance(child, Block) else 0) for child in block.children.values()
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_page_has_few_elements_while_all_is_folded(page, open_page, as_folded):
    assert parts(open_page(page.file).main) <= 35
