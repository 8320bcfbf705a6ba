"""Triggers as models declare them: what is done once for each statement, over all the rows that it changed.

`makemigrations` sees what a model's `Meta.triggers` holds (django-pgtrigger). `docs/decisions/triggers.md` says how
triggers are written here, and why.
"""

from __future__ import annotations

from collections.abc import Iterable

import pgtrigger

INSERT, UPDATE, DELETE = "insert", "update", "delete"
_OPERATIONS = {INSERT: pgtrigger.Insert, UPDATE: pgtrigger.Update, DELETE: pgtrigger.Delete}
_ROWS = {INSERT: "came", UPDATE: "(TABLE came UNION ALL TABLE went)", DELETE: "went"}


def after_statements(
    name: str, body: str, kinds: Iterable[str] = (INSERT, UPDATE, DELETE), *, as_they_were: bool = True
) -> list[pgtrigger.Trigger]:
    """Run `body`, which is PL/pgSQL, after each statement of these kinds. The triggers are called "<name>_on_<kind>".

    "FROM {changed}" in it reads the rows that the statement changed, as `changed`: those that came or went, and of an
    update each as it is and as it was, because what moves from one record to another changes both; as it is only,
    unless `as_they_were`.
    """
    return [_after(name, body, kind, as_they_were=as_they_were) for kind in kinds]


def _after(name: str, body: str, kind: str, *, as_they_were: bool) -> pgtrigger.Trigger:
    went = kind == DELETE or (kind == UPDATE and as_they_were)
    came = kind != DELETE
    rows = _ROWS[kind] if went else "came"
    return pgtrigger.Trigger(
        name=f"{name}_on_{kind}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=_OPERATIONS[kind],
        referencing=pgtrigger.Referencing(old="went" if went else None, new="came" if came else None),
        func=f"{body.strip().replace('{changed}', f'{rows} AS changed')}\nRETURN NULL;",
    )
