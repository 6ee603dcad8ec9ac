"""The drawing of the network: what is sent, in which groups, sizes and words."""
