"""Examples that ship with the program: invented files to try things with, kept apart from the library of real firms."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from bridgehead.errors import NotFoundError, suggest
from bridgehead.exports import new_place


class UnknownExampleError(NotFoundError):
    """No example has this name."""

    def __init__(self, name: str) -> None:
        """Args: name as asked."""
        self.name = name
        known = list(find_examples())
        super().__init__(f"No example {name!r}.{suggest(name, known)} The examples are: {', '.join(known)}.")


def find_examples() -> dict[str, Path]:
    """The folders of the examples by name, sorted.

    >>> "q-sense-candidates" in find_examples()
    True
    """
    folders = sorted(Path(str(files("bridgehead") / "examples")).iterdir())
    return {folder.name: folder for folder in folders if (folder / "README.md").is_file()}


def read_title(folder: Path) -> str:
    """What an example is: the first line of its README."""
    return (folder / "README.md").read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")


def copy_example(name: str, into: Path) -> Path:
    """Copy an example's folder, so that it can be looked at and imported; gives the new folder.

    The copy keeps the example's name, since that is the first part of its ids.

    Args:
        name: of the example. into: the folder in which to put the copy.

    Raises:
        UnknownExampleError: no example has this name. AlreadyThereError: something is there. NoFolderError: `into` is
            not.
    """
    examples = find_examples()
    if name not in examples:
        raise UnknownExampleError(name)
    target = into / name
    with new_place(target) as place:
        shutil.copytree(examples[name], place)
    return target
