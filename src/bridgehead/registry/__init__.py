"""Registries: many organisations tied by what they took part in, as arrays on disk, measured and searched at once."""

from bridgehead.registry.arrays import UNKNOWN_DAY, Events, Organisations, Registry, Ties, count_days, read_days
from bridgehead.registry.folder import open_registry
from bridgehead.registry.gathering import Participation, build_registry
from bridgehead.registry.labels import Labels
from bridgehead.registry.projecting import before, project, select_events

__all__ = [
    "UNKNOWN_DAY",
    "Events",
    "Labels",
    "Organisations",
    "Participation",
    "Registry",
    "Ties",
    "before",
    "build_registry",
    "count_days",
    "open_registry",
    "project",
    "read_days",
    "select_events",
]
