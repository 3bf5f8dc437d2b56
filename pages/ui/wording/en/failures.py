"""What a visitor reads when something goes wrong that nobody thought of."""

LOG = "the fault is this program's, and the server's log says more"

NOT_DONE = f"That did not work: {LOG}. Go on from what the page shows."
NOT_SHOWN = (
    f"**This page cannot be shown whole**: {LOG}. The browser's Back button returns to what you "
    "had before; or begin anew:"
)
BEGIN_ANEW = "Open the default scenario"
