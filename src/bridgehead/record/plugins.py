"""Finding the members of an open set: one class per module of a folder, then those of other packages.

Sources, questions and exports are found the same way, in the same order; an outside package's stand in the same list
as ours.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from importlib.metadata import entry_points
from types import ModuleType

from bridgehead.errors import MisuseError


class BadPluginError(MisuseError):
    """A module in one of the open sets breaks the set's contract."""

    def __init__(self, package: str, module: str, why: str) -> None:
        """Args: package of the set; module by name; why it fails, as a clause."""
        self.package, self.module = package, module
        super().__init__(f"The module {module} cannot be used in {package}: {why}.")


def find_plugins(package: str, folders: Iterable[str], members: tuple[str, ...]) -> Iterator[tuple[str, type]]:
    """The classes of an open set: those of its folder in sorted order, then those of its entry point group.

    Args:
        package: full name of the package; also the name of its entry point group.
        folders: where its modules lie (`__path__`). Modules that begin with an underscore are shared helpers.
        members: what a class must have to belong to the set.

    Returns:
        (name of the module or entry point, class), one for each.

    Raises:
        BadPluginError: a module holds none of these classes, or several.
    """
    for info in sorted(pkgutil.iter_modules(list(folders)), key=lambda module: module.name):
        if not info.name.startswith("_"):
            yield info.name, get_only_class(package, importlib.import_module(f"{package}.{info.name}"), members)
    for point in sorted(entry_points(group=package), key=lambda point: point.name):
        yield point.name, get_only_class(package, point.load(), members)


def get_only_class(package: str, module: ModuleType, members: tuple[str, ...]) -> type:
    """The one dataclass of a module that has some members.

    Raises:
        BadPluginError: it holds none, or several.
    """
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and is_dataclass(value)
        and value.__module__ == module.__name__
        and all(hasattr(value, member) for member in members)
    ]
    if len(classes) != 1:
        wanted = " and ".join(members)
        raise BadPluginError(
            package, module.__name__, f"it must hold exactly one dataclass with {wanted}, found {len(classes)}"
        )
    return classes[0]


def describe_attribute(kind: type, name: str) -> str:
    """What the docstring of a class says of one of its attributes; "" where it says nothing."""
    _, _, attributes = (kind.__doc__ or "").partition("Attributes:")
    found = re.search(rf"^ *{name}: (.+?)(?=^ *\w+: |^\s*$|\Z)", attributes, re.MULTILINE | re.DOTALL)
    words = " ".join(found.group(1).split()) if found else ""
    return words[:1].upper() + words[1:]
