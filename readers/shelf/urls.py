"""Addresses of what readers keep."""

from django.urls import path

from readers.shelf import list_views, mark_views, taking_views, voice_views
from readers.shelf.brought import views as brought

urlpatterns = [
    path("shelf/voices/", voice_views.saved_voices, name="saved-voices"),
    path("shelf/voices/keep/", voice_views.keep_voices, name="keep-voices"),
    path("shelf/voices/<int:pk>/", voice_views.edit_voices, name="edit-voices"),
    path("shelf/voices/<int:pk>/mine/", voice_views.voices_are_mine, name="voices-are-mine"),
    path("shelf/voices/<int:pk>/delete/", voice_views.delete_voices, name="delete-voices"),
    path("shelf/mark/", mark_views.mark, name="mark"),
    path("shelf/marks/", mark_views.marks, name="marks"),
    path("shelf/close-critics/", mark_views.close_critics, name="close-critics"),
    path("shelf/lists/", list_views.lists, name="lists"),
    path("shelf/lists/add/", list_views.add_to_list, name="add-to-list"),
    path("shelf/lists/<int:pk>/", list_views.edit_list, name="edit-list"),
    path("shelf/lists/<int:pk>/delete/", list_views.delete_list, name="delete-list"),
    path("shelf/lists/<int:pk>/entries/<int:entry>/", list_views.list_entry, name="list-entry"),
    path("shelf/brought/", brought.shelf_imports, name="shelf-imports"),
    path("shelf/brought/<int:pk>/", brought.shelf_import, name="shelf-import"),
    path("shelf/brought/<int:pk>/take/", brought.take_import, name="take-import"),
    path("shelf/brought/<int:pk>/forget/", brought.forget_import, name="forget-import"),
    path("shelf/everything.zip", taking_views.archive, name="shelf-archive"),
    path("shelf/everything.json", taking_views.as_json, name="shelf-json"),
    path("lists/<int:pk>/", list_views.reader_list, name="reader-list"),
    path("lists/<int:pk>/feed/", list_views.list_feed, name="list-feed"),
    path("lists/<int:pk>/list.csv", list_views.list_csv, name="list-csv"),
    path("lists/<int:pk>/report/", list_views.report_list, name="report-list"),
]
