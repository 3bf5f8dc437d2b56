"""An upload is gone once its tab is: what the server holds of it, and what the session does."""

from __future__ import annotations

import weakref
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.ui.inputs.uploads.files import File
from pages.ui.inputs.uploads.slots import Uploads
from pages.ui.widgets import lifetime

A = b"true,cat,dog\ncat,0.8,0.2\ndog,0.3,0.7\n"


@pytest.fixture
def server(monkeypatch):
    """A server with one file of "me" in it; who is here can be set."""
    files = MemoryUploadedFileManager("/upload")
    files.add_file("me", UploadedFileRec("1", "a.csv", "text/csv", A))
    server = SimpleNamespace(
        here=set(),
        uploaded_file_mgr=files,
        is_active_session=lambda session: session in server.here,
        media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")),
    )
    monkeypatch.setattr(lifetime.runtime, "exists", lambda: True)
    monkeypatch.setattr(lifetime.runtime, "get_instance", lambda: server)
    return server


def test_a_closed_tab_takes_the_batch_and_the_file_along(server):
    uploads = Uploads()
    uploads.take(File("a.csv", A))
    uploads.read(*uploads.slots)
    batch = weakref.ref(uploads.batch)
    lifetime._let_go("me", uploads)
    assert batch() is None
    assert uploads.emptied
    assert server.uploaded_file_mgr.get_files("me", ["1"]) == []


def downloaded(server) -> str:
    """The name of a file that was made for a download."""
    made = server.media_file_mgr.add_deferred(lambda: A, "text/csv", "1.2.3")
    url = server.media_file_mgr.execute_deferred(made)
    server.media_file_mgr.clear_session_refs()
    return url.rpartition("/")[2]


def test_a_dropped_table_takes_its_downloads_along_at_the_end_of_the_run(server):
    name = downloaded(server)
    lifetime.forget_downloads()
    assert server.media_file_mgr.read_file(name) is not None
    server.media_file_mgr.remove_orphaned_files()
    assert server.media_file_mgr.read_file(name) is None


def test_a_closed_tab_takes_its_downloads_along_with_the_second_look(server):
    name = downloaded(server)
    for _ in range(2):
        lifetime._let_go("me", Uploads())
    assert server.media_file_mgr.read_file(name) is None


def test_only_a_session_with_a_browser_is_here(server):
    server.here.add("me")
    assert lifetime._is_here("me")
    assert not lifetime._is_here("you")


def test_a_closed_tab_is_waited_for_a_minute_at_the_most():
    assert lifetime.SECONDS + lifetime._EVERY < 60


def test_nobody_is_away_where_there_is_no_server():
    assert lifetime._is_here("me")
