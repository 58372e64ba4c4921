"""How big anything may be, so that no file and no input can take the machine's time or memory.

Every limit is checked before the work it bounds, and its error names the line and the symbol.
"""

from __future__ import annotations

FILE_BYTES = 512 * 1024
FILE_LINES = 10_000
LINE_CHARACTERS = 20_000
KEY_DOTS = 8
BRACKET_DEPTH = 12
INPUT_BYTES = 16 * 1024 * 1024

# An uploaded workbook: as it comes, unpacked, its parts and the tags of its XML.
BOOK_BYTES = 16 * 1024 * 1024
BOOK_UNPACKED_BYTES = 96 * 1024 * 1024
BOOK_PARTS = 400
BOOK_TAGS = 3_000_000
BOOK_ROWS = 60_000
# Tags of a part that holds no cells, and of a sheet outside its cells: styles, links, widths.
BOOK_OTHER_TAGS = 50_000
BOOK_ERRORS = 1_000

SYMBOLS = 500
FORMULA_CHARACTERS = 4_000
FORMULA_NODES = 300
FORMULA_DEPTH = 40
UNIT_CHARACTERS = 60
UNIT_EXPONENT = 12
UNIT_FACTOR_BITS = 4_000

LITERAL_DIGITS = 100
LITERAL_EXPONENT = 100
# Room for the exact sum of twenty thousand quotients; printed exactly only up to PRINTED_BITS.
NUMBER_BITS = 1_048_576
PRINTED_BITS = 4_096
EXPONENT_OF_E = 10_000

TABLE_ROWS = 20_000
TABLE_CELLS = 400_000
LOOKUP_ROWS = 5_000
# Nodes evaluated in one calculation; each row costs two more, long numbers cost by their length.
WORK = 3_000_000
# All examples of one file together.
EXAMPLES = 50
WORK_OF_EXAMPLES = 6_000_000

# More than the world emits in a decade is a slip of units, not a reduction.
RESULT_T = 10**12

# Digits of a transcendental result, of the work towards it, and of what is kept of it in a chain.
TRANSCENDENTAL_DIGITS = 50
KEPT_DIGITS = 60
WORKING_DIGITS = 80
# Before it is rounded an approximate value is brought to so many digits: 8529.99…9 is 8530.
SETTLED_DIGITS = 40
