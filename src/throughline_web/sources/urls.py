"""The import desk's addresses. They carry public ids and never the name of a file."""

from __future__ import annotations

from django.urls import path

from throughline_web.sources.views import desk, mapping, mappings, official, run

app_name = "sources"

urlpatterns = [
    path("import/", desk.imports, name="imports"),
    path("import/filer/", desk.upload, name="upload"),
    path("import/skyddade/", desk.protection, name="protection"),
    path("import/kolumnval/", mappings.mappings, name="mappings"),
    path("import/kolumnval/<int:number>/", mappings.mapping, name="mapping"),
    path("import/kolumnval/<int:number>/ta-bort/", mappings.remove, name="remove-mapping"),
    path("import/officiellt/", official.tables, name="official"),
    path("import/officiellt/hamta/", official.bring, name="bring-official"),
    path("import/officiellt/<uuid:public_id>/", official.table, name="official-table"),
    path(
        "import/officiellt/<uuid:public_id>/dra-tillbaka/",
        official.withdraw,
        name="withdraw-official",
    ),
    path("import/<uuid:public_id>/", run.run, name="run"),
    path("import/<uuid:public_id>/lage/", run.progress, name="progress"),
    path("import/<uuid:public_id>/profil/", mapping.profile, name="profile"),
    path("import/<uuid:public_id>/kolumner/", mapping.columns, name="columns"),
    path("import/<uuid:public_id>/kontrollera/", run.check, name="check"),
    path("import/<uuid:public_id>/importera/", run.publish, name="publish"),
    path("import/<uuid:public_id>/kasta/", run.discard, name="discard"),
    path("import/<uuid:public_id>/angra/", run.undo, name="undo"),
    path("import/<uuid:public_id>/anmarkningar/", run.issues, name="issues"),
]
