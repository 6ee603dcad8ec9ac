"""The loops behind the measures, compiled by Numba: one module per subject, nothing but loops.

Every kernel takes arrays of fixed types, so that each is compiled once: `indptr` int64, actors and pairs int32,
flags bool, chances float64. Callers in `network/` convert; nobody else calls these.
"""
