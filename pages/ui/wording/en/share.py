"""What the share control says of its link."""

from __future__ import annotations

# Programs that cut a link do so a little later, servers that refuse one as well.
_CUT, _REFUSED = 2_000, 8_000

OPENS = "**This link opens exactly what you see**: this page, the scenario, the settings."
NO_UPLOADS = (
    "**Your uploaded tables are not part of it.** Send the files along, or open a sample "
    "on Distributions: from there on the link carries that sample."
)


def may_not_travel(length: int) -> str | None:
    """Who may cut or refuse a link of so many characters, and what helps; None for a short one."""
    if length <= _CUT:
        return None
    long = f"**This link may not travel: it has {length:,} characters.** "
    if length <= _REFUSED:
        return long + (
            f"Some mail and chat programs cut a link after about {_CUT:,}: open it once from "
            "where you sent it."
        )
    return long + (
        f"Many servers refuse more than about {_REFUSED:,}. With fewer samples, or numbers of two "
        "decimals, it is shorter."
    )
