"""The evidence log: entries sealed as leaves of a Merkle tree, signed checkpoints, proofs."""
