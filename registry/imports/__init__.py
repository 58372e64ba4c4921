"""Other registries' public histories, brought in: files are read, made into batches and retirements,
and written by the ledger in the order of their dates. Says what it could not take, row by row.
"""
