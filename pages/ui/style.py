"""The few rules of style that Streamlit has no setting for. Pure."""

from __future__ import annotations

from pages.ui import palette

# Streamlit lets all elements fade once a run takes longer than half a second, and to be ready for
# it the browser paints each as a layer of its own: a fifth of the time from an edit to its result.
# Runs that take so long show a progress bar or a spinner: only beside one do old numbers fade.
_NO_FADING = (
    ".stMain:not(:has(.stProgress, .stSpinner)) [data-stale=true] "
    "{opacity: 1 !important; transition: none !important}"
)
# The CSV that a table's own toolbar writes is run by a spreadsheet where a cell begins with =.
_NO_CSV = (
    "[data-testid=stElementToolbarButton]:has([aria-label^='Download as CSV']) {display: none}"
)
# Streamlit leaves a third of a screen empty above and below a page.
_NO_VOID = ".stMainBlockContainer {padding-top: 4.5rem; padding-bottom: 2rem}"
# The field that holds the code is for the address alone: the share control has one to type into.
_NO_FIELD = ".st-key-%s {display: none}"
# The two controls beside the question stay together: on a narrow screen both move below it.
_QUESTION = (
    ".st-key-question > .stElementContainer {flex: 1 1 60%} "
    "@media (max-width: 640px) {.st-key-question > .stElementContainer {flex-basis: 100%}}"
)
# There headings leave more of the screen to what moves and what it moves.
_HEADINGS = (
    "@media (max-width: 640px) {.stMain h2 {font-size: 1.6rem; padding: 0} "
    ".stMain h3 {font-size: 1.3rem}}"
)
# A quotation is to be read as well as any other text, not faded.
_QUOTATION = ".stMarkdown blockquote, .stMarkdown blockquote * {color: inherit; opacity: 1}"
# Streamlit's captions are too pale on white, and so are the texts of its charts.
_SOFT = "color-mix(in srgb, currentColor 78%, transparent)"
_CAPTIONS = "body [data-testid=stCaptionContainer] {opacity: 0.78}"
_CHART = "[data-testid=stVegaLiteChart] text"
# What is written on a mark, which has this weight, keeps the colour that stands out there.
_CHART_TEXT = f"{_CHART}:not([font-weight=bold], [font-weight='700']) {{fill: {_SOFT}}}"
# A name beside its line is read where another line passes: it stands on a rim of the background.
_NAMES = (
    f"{_CHART}[font-weight=bold] {{paint-order: stroke; stroke: light-dark(#fff, #171614); "
    "stroke-width: 4px; stroke-linejoin: round}"
)
# On a phone or in half a screen a formula as large as on a blackboard would not fit; within a
# sentence it is hardly larger than its words.
_FORMULAS = (
    "@media (max-width: 1000px) {.katex-display > .katex {font-size: 0.95em}} "
    ".stMarkdown :is(p, li) > .katex {font-size: 1.05em} "
    "@media (max-width: 640px) {.stMarkdown :is(p, li) > .katex {font-size: 0.95em}}"
)
# A table that is still too wide moves on its own, not the page with it.
_TABLES = ".stMarkdown:has(table) {overflow-x: auto}"
# Choices side by side go on below where they find no room.
_CHOICES = "[data-testid=stButtonGroup] [role=radiogroup] {flex-wrap: wrap}"
# The way to another page is seen to be one.
_WAYS = (
    ".stMain [data-testid=stPageLink-NavLink] {border-radius: 0.5rem; "
    "border: 1px solid color-mix(in srgb, currentColor 25%, transparent)}"
)
# Columns below one another are no further apart than all else, and an empty one takes no room.
_STACKED = (
    "@media (max-width: 640px) {[data-testid=stHorizontalBlock] {row-gap: 1rem} "
    "[data-testid=stColumn]:not(:has(.stElementContainer)) {display: none}}"
)

# What a preset shows takes two lines on a phone, or one: nothing below moves from one to the next.
_PRESET = (
    "@media (max-width: 640px) {:is(.st-key-preset, .stLayoutWrapper:has(.st-key-preset)) + "
    ".stElementContainer .stMarkdown p {min-height: 2lh}}"
)


def _in_color(color: str) -> str:
    """The rule for texts in a colour that stands out well enough for marks, not for letters."""
    return f'{_CHART}[fill="{color}" i] {{fill: color-mix(in srgb, {color} 72%, currentColor)}}'


def rules(hidden: str) -> str:
    """All of them; `hidden` is the key of a widget that is not to be seen."""
    colors = {look.color for look in (*palette.COLUMNS.values(), *palette.LOSSES.values())}
    places = [_NO_VOID, _NO_FIELD % hidden, _QUESTION, _FORMULAS, _TABLES, _STACKED, _PRESET]
    texts = [_HEADINGS, _QUOTATION, _CAPTIONS, _CHART_TEXT, _NAMES, *map(_in_color, sorted(colors))]
    return " ".join([_NO_FADING, _NO_CSV, _CHOICES, _WAYS, *places, *texts])
