"""The names of the big sums. A check belongs to a sum when the sum's being right proves it idle."""

MOVES = "moves"  # what a move shows by itself
BLOCKS = "blocks"  # what a block shows by itself
REPLAY = "replay"  # children and blocks tile their parents
METERS = "meters"  # readings tile the meters
BALANCES = "balances"  # blocks add up to holdings and holds
BOUGHT = "bought"  # blocks of the latest day of purchase add up to bought_t
ENTRIES = "entries"  # moves add up to their entries, on the act's path and day
