"""What a registry's folder refuses, each refusal with its sentence."""

from __future__ import annotations

from pathlib import Path

from bridgehead.errors import NotFoundError, UnreadableError


class NoRegistryError(NotFoundError):
    """There is no registry in a folder."""

    def __init__(self, folder: Path) -> None:
        """Args: folder asked for."""
        self.folder = folder
        super().__init__(
            f"There is no registry in {folder}. Make one with 'bridgehead registry build PARTICIPATIONS --to {folder}'."
        )


class NewerRegistryError(UnreadableError):
    """A registry was written by a newer version of the program."""

    def __init__(self, folder: Path, found: int, known: int) -> None:
        """Args: folder of the registry. found: its format number. known: the newest this program reads."""
        self.folder, self.found, self.known = folder, found, known
        super().__init__(
            f"The registry in {folder} is in format {found}; this version of Bridgehead reads formats up to {known}. "
            "Install a newer version of Bridgehead, or build the registry anew in another folder."
        )


class DamagedRegistryError(UnreadableError):
    """A file of a registry is missing or is not what was written."""

    def __init__(self, folder: Path, file: str, why: str) -> None:
        """Args: folder of the registry. file: its name in it. why: what is wrong with it, as a clause."""
        self.folder, self.file, self.why = folder, file, why
        super().__init__(
            f"The registry in {folder} is damaged: {file} {why}. 'bridgehead registry build --to {folder}' makes the "
            "arrays anew from what was read before."
        )


class DamagedManifestError(UnreadableError):
    """What says which files make a registry cannot be read."""

    def __init__(self, folder: Path, file: str, why: str) -> None:
        """Args: folder of the registry. file: its name in it. why: what is wrong with it, as the reader says."""
        self.folder, self.file, self.why = folder, file, why
        super().__init__(
            f"The registry in {folder} is damaged: {file} cannot be read ({why}). Delete that file and build again "
            "with all files of participations; those that were read before are not read again."
        )
