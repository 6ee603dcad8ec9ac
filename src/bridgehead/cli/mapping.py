"""What the columns of a table are taken for, and why; saved as a file to mend where the guess is wrong."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.errors import MisuseError
from bridgehead.firm.importing import NoSuchFileError, SourceOptionError
from bridgehead.record.store_errors import AlreadyThereError, NoFolderError
from bridgehead.sources.table import ColumnMapping, Table, save_mapping


class NotOneTableError(MisuseError):
    """A folder was named where one table is described."""

    def __init__(self, path: Path) -> None:
        """Args: path of the folder."""
        self.path = path
        super().__init__(f"{path} is a folder, and one table is described at a time. Name a CSV or XLSX file in it.")


def describe_table(path: Path, options: Mapping[str, Any], save_to: Path | None, form: FormOption) -> int:
    """Print what each column of a table means and why, and save it where asked.

    Args:
        path: of the table. options: of the table source. save_to: a new YAML file. form: of the list.

    Raises:
        NoSuchFileError, NotOneTableError: there is no such table. SourceFileError: it cannot be read.
        SourceOptionError: tables have no such option. AlreadyThereError, NoFolderError: it cannot be saved there.
    """
    if not path.exists():
        raise NoSuchFileError(path)
    if path.is_dir():
        raise NotOneTableError(path)
    known = [item.name for item in fields(Table)]
    for name in options:
        if name not in known:
            raise SourceOptionError(Table.name, name, known)
    mapping = Table(**options).describe_mapping(path)
    if save_to:
        _save(mapping, save_to)
    print_listings([_list_columns(mapping)], form)
    if save_to:
        table, saved = shlex.quote(str(path)), shlex.quote(str(save_to))
        say(f"Mend {saved} where it is wrong, then: bridgehead import {table} --mapping {saved}")
    else:
        say("Wrong? --save-mapping FILE.yaml writes it into a file to mend, and --mapping FILE.yaml reads by it.")
    return 0


def _save(mapping: ColumnMapping, path: Path) -> None:
    if not path.parent.is_dir():
        raise NoFolderError(path.parent)
    if path.exists():
        raise AlreadyThereError(str(path))
    save_mapping(mapping, path)


def _list_columns(mapping: ColumnMapping) -> Listing:
    meaning_by_column = {name: meaning for meaning, names in mapping.columns.items() for name in names}
    rows = [
        {"column": column, "meaning": meaning_by_column.get(column, ""), "why": why}
        for column, why in mapping.reasons.items()
    ]
    columns = {"column": "Column", "meaning": "Read as", "why": "Why"}
    return Listing(name="columns", title="", columns=columns, rows=rows)
