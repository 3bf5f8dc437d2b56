"""The frame of the dashboard: page config, navigation, shared controls, the page, the way on."""

import streamlit as st

from pages.ui import frame, resume, server, session

if __name__ == "__main__":  # A run for one visitor.
    with frame.turn():
        page = frame.navigation()
        frame.tab(page.title)
        resume.put_aside(session.CODE)
        frame.follow_old_link(page.title)
        frame.follow_command(page.title)
        with session.code_field():
            card = frame.heading(page.title)
            frame.show(page, card)
            frame.onward(page.title)
        resume.take_up()
else:  # `streamlit run` finds this line, and imports the file to serve it.
    app = st.App(__file__, **server.SERVED)
