"""CORDIS: participations in projects of the European Union's framework programmes.

Two layouts are read, by the names of their columns and never by position: the official `organization.csv`, alone, with
`project.csv` beside it (which gives dates and titles), or in a zip archive that holds both; and a plain table of
participations (`rcn, pic, name, type, role, country ...`), gzipped or not.

A project is one agreement of all its participants, never pairs; a project of one participant is none, and gives only
the participant. CORDIS's end date is a project's last day, so the agreement ends the day after. `EL` and `UK` are read
as GR and GB. An organisation is one participant code (PIC); where its rows differ, the commonest name and country are
kept.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._cordis import Organisation, Participations, Project
from bridgehead.sources._sheets import Sheet, open_sheet
from bridgehead.sources._zips import find_parts, open_archive

_ORGANISATION_FILES = ("organization.csv", "organisation.csv")
_MOST_UNFOLDED = 2 * 2**30
#: what a column means -> its names in the layouts, in small letters, the first that is there is taken
_NAMES: dict[str, tuple[str, ...]] = {
    "project": ("projectid", "projectreference", "rcn"),
    "code": ("organisationid", "organizationid", "pic", "id"),
    "name": ("name",),
    "short_name": ("shortname",),
    "type": ("activitytype", "type"),
    "role": ("role",),
    "country": ("country",),
    "sme": ("sme",),
    "vat": ("vatnumber",),
    "website": ("organizationurl",),
    "left": ("endofparticipation",),
    "start": ("start_date", "startdate"),
    "end": ("end_date", "enddate"),
}
_PROGRAMMES = {"h2020": "Horizon 2020", "fp7": "FP7", "fp6": "FP6", "horizon": "Horizon Europe"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cordis:
    """Reads CORDIS participations."""

    name: ClassVar[str] = "cordis"
    summary: ClassVar[str] = "CORDIS projects and participants: organization.csv, its zip, or a participation table"
    ignored: ClassVar[Mapping[str, str]] = {
        "street, postCode, city, nutsCode, geolocation": "a market is a country here",
        "ecContribution, netEcContribution, totalCost, contribution, max_contribution, total_cost": (
            "money from the programme is no equity share between the parties"
        ),
        "contactForm, contentUpdateDate, order, active": "about the data set, not about the participants",
        "objective, topics, status and other columns of project.csv": "a consortium is known by its title and its days",
        "name_source": "where a re-published table has its names from",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is a table, or an archive with one, that names projects and participant codes."""
        try:
            if _is_archive(path):
                return any(PurePosixPath(name).name.lower() in _ORGANISATION_FILES for name in find_parts(path))
            return not path.is_dir() and _is_participations(open_sheet(path).header)
        except SourceFileError:
            return False

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per project, numbered by its first row in the file, then one with all findings.

        Raises:
            SourceFileError: the file cannot be read, lacks a column it must have, holds no participation, or is an
                archive that unfolds to more than 2 GB or points outside itself.
        """
        with _unpacked(path) as file:
            sheet = open_sheet(file)
            if not _is_participations(sheet.header):
                why = f"it lacks the columns of participations; it has {_shorten(sheet.header, 30)}"
                raise SourceFileError(
                    path, why, "Give CORDIS's organization.csv, its zip archive or a participation table."
                )
            key = "" if _is_official(sheet) else "rcn-"
            empty = Participations(file=path.name, reference=_describe_programme(path), project_key=key)
            held = _collect(sheet, empty)
            beside = next((other for other in file.parent.glob("*.csv") if other.name.lower() == "project.csv"), None)
            if beside:
                _add_projects(open_sheet(beside), held)
        if not held.projects:
            raise SourceFileError(path, "it has a header and no participations below it", "Fetch it again.")
        yield from held.find_rows()


def _is_participations(header: tuple[str, ...]) -> bool:
    names = {name.lower() for name in header}
    return {"rcn", "pic"} <= names or bool(
        names & {"projectid", "projectreference"} and names & set(_NAMES["code"][:2])
    )


def _is_official(sheet: Sheet) -> bool:
    return any(name.lower() in {"projectid", "projectreference"} for name in sheet.header)


def _describe_programme(path: Path) -> str:
    """What evidence refers to: the programme, where the file's name tells it."""
    programme = next((name for sign, name in _PROGRAMMES.items() if sign in path.name.lower()), "")
    return f"CORDIS, {programme} participations" if programme else "CORDIS participations"


def _find_places(header: tuple[str, ...]) -> dict[str, int]:
    """Meaning -> place of its column."""
    place_by_name = {name.lower(): place for place, name in enumerate(header)}
    found = {
        meaning: next((place_by_name[name] for name in names if name in place_by_name), -1)
        for meaning, names in _NAMES.items()
    }
    return {meaning: place for meaning, place in found.items() if place >= 0}


def _collect(sheet: Sheet, held: Participations) -> Participations:
    """All rows of a table put together by project and by organisation."""
    places, width = _find_places(sheet.header), len(sheet.header)
    for row, cells in sheet.rows():
        # a published table may end its lines with a delimiter that no column stands behind
        if len(cells) < width or any(cells[width:]):
            held.tallies["ragged-row"].add(f"row {row}")
        else:
            _add_row(held, row, {meaning: cells[place].strip() for meaning, place in places.items()})
    return held


def _add_row(held: Participations, row: int, texts: Mapping[str, str]) -> None:
    """One participation: the project gets a party, the organisation what the row says of it."""
    number, code = texts["project"], texts["code"]
    if not (number and code and number.isprintable() and code.isprintable()):
        held.tallies["missing-code"].add(f"row {row}")
        return
    project = held.projects.get(number)
    if project is None:
        project = held.projects[number] = Project(first_row=row, last_row=row)
    if code in project.parties:
        held.tallies["repeated-party"].add(f"{code} in project {number}")
    project.last_row = row
    project.parties[code] = None
    project.start = project.start or texts.get("start", "")
    project.end = project.end or texts.get("end", "")
    if texts.get("role") == "coordinator" and code not in project.coordinators:
        project.coordinators.append(code)
    if texts.get("left", "").lower() == "true" and code not in project.left:
        project.left.append(code)
    organisation = held.organisations.get(code)
    if organisation is None:
        organisation = held.organisations[code] = Organisation()
    organisation.add(texts)


def _add_projects(sheet: Sheet, held: Participations) -> None:
    """Dates and titles from the table of projects."""
    place_by_name = {name.lower(): place for place, name in enumerate(sheet.header)}
    wanted = [place_by_name.get(name, -1) for name in ("id", "startdate", "enddate", "acronym", "title")]
    if wanted[0] < 0:
        return
    for _, cells in sheet.rows():
        number, start, end, acronym, title = (
            cells[place].strip() if 0 <= place < len(cells) else "" for place in wanted
        )
        project = held.projects.get(number)
        if project:
            project.start, project.end = start or project.start, end or project.end
            project.title = ": ".join(part for part in (acronym, title) if part)


def _shorten(texts: Sequence[str], most: int) -> str:
    return ", ".join(texts[:most]) + (", ..." if len(texts) > most else "")


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() != ".xlsx" and bool(find_parts(path))


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """The table of participants: the file itself, or unpacked from its archive together with the table of projects."""
    if not _is_archive(path):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        with open_archive(path, _MOST_UNFOLDED) as archive:
            _unpack(path, archive, Path(folder))
        yield Path(folder) / "organization.csv"


def _unpack(path: Path, archive: zipfile.ZipFile, folder: Path) -> None:
    found = {PurePosixPath(part.filename).name.lower(): part for part in archive.infolist()}
    table = next((found[name] for name in _ORGANISATION_FILES if name in found), None)
    if table is None:
        raise SourceFileError(path, "it holds no organization.csv", f"It holds: {_shorten(sorted(found), 20)}.")
    for name, part in (("organization.csv", table), ("project.csv", found.get("project.csv"))):
        if part:
            with archive.open(part) as packed, (folder / name).open("wb") as plain:
                shutil.copyfileobj(packed, plain)
