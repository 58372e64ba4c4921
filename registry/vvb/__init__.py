"""审定与核查机构 (VVB): who is accredited, who is engaged in which case, what they found and signed."""
