"""What is said back: a header and named parts, each part of one of eight shapes.

Shapes keep actors' names and know nothing of screens; presentation draws shapes and never knows questions. Every shape
is a sequence of rows under declared columns, so that text, JSON, CSV, pages and data frames are all drawn from the same
declaration. The set of shapes is closed.
"""

from bridgehead.answers.answer import Answer, Coverage, EvidenceRef, Part
from bridgehead.answers.shapes import (
    Balance,
    Choice,
    Estimate,
    Groups,
    RouteRow,
    Routes,
    Scores,
    Shape,
    Step,
    Table,
    Timeline,
)
from bridgehead.answers.values import (
    ActorRef,
    Basis,
    Chance,
    Column,
    ColumnKind,
    MarketRef,
    Row,
    Scalar,
    Value,
    to_plain,
)

__all__ = [
    "ActorRef",
    "Answer",
    "Balance",
    "Basis",
    "Chance",
    "Choice",
    "Column",
    "ColumnKind",
    "Coverage",
    "Estimate",
    "EvidenceRef",
    "Groups",
    "MarketRef",
    "Part",
    "RouteRow",
    "Routes",
    "Row",
    "Scalar",
    "Scores",
    "Shape",
    "Step",
    "Table",
    "Timeline",
    "Value",
    "to_plain",
]
