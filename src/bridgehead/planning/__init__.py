"""Planning: who of several independent firms makes what of a joint order, when, and how its surplus is shared.

Functions of arrays, as in `network`; nothing here knows a record, a store or a screen.
"""
