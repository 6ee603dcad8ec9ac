"""The import contract of folders that grow by one file per addition: no member knows another."""

from __future__ import annotations

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PluginsContract(Contract):
    """Members of a package are independent of each other; modules whose name starts with "_" are shared by them.

    The stock contract of independence has no room for shared modules: it would forbid them too.

    Attributes:
        packages: the packages that grow by one file per addition.
    """

    packages = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - the contract's interface
        """Find imports of one member by another, or by a shared module."""
        packages = cast("list[str]", self.packages)
        forbidden = [pair for package in packages for pair in _find_forbidden(graph, package)]
        return ContractCheck(kept=not forbidden, metadata={"forbidden": forbidden})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each forbidden import on a line of its own."""
        for importer, imported in check.metadata["forbidden"]:
            output.print_error(f"{importer} is not allowed to import {imported}; share through a module named _x.")


def _find_forbidden(graph: ImportGraph, package: str) -> list[tuple[str, str]]:
    """The direct imports among a package's members that cross from one member to another."""
    inside = {module: module.removeprefix(package + ".").split(".")[0] for module in graph.find_descendants(package)}
    return [
        (importer, imported)
        for importer, member in sorted(inside.items())
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if imported in inside and inside[imported] != member and not inside[imported].startswith("_")
    ]
