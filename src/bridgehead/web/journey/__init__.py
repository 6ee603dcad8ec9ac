"""The way abroad on one timeline: what happened, in lanes, and what it rests on."""
