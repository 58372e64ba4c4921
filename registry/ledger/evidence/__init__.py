"""What the ledger seals: one leaf for each request, with its entries in a tree of their own."""
