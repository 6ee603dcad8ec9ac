"""The programme as pages show it: the choice of members, the board, what it brought."""
