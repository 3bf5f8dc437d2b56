"""A hand on the bars: what it grasps, and what the browser asks of the server meanwhile."""

from __future__ import annotations


def bar(dashboard, name):
    return dashboard.page.get_by_role("slider", name=name, exact=True)


def cells(dashboard, loss):
    return dashboard.page.get_by_role("row", name=loss).get_by_role("cell")


def runs_of(dashboard) -> list:
    """Grows by one whenever the browser asks the server for a run."""
    sent = []

    def listen(socket):
        socket.on("framesent", lambda frame: sent.append(frame))

    dashboard.page.on("websocket", listen)
    dashboard.page.reload()
    dashboard.arrive()
    return sent


def grasp(dashboard, name, share):
    """Press the mouse on the top of a bar; a function moves it to a share of the height."""
    box = bar(dashboard, name).bounding_box()
    x = box["x"] + box["width"] / 2

    def move(to):
        dashboard.page.mouse.move(x, box["y"] + box["height"] * (1 - to), steps=4)

    move(share)
    dashboard.page.mouse.down()
    return move
