"""Monitoring data by Excel: a workbook to fill in, read back exactly, errors shown in their place.

A cell of Excel holds a binary number. It is read as the shortest decimal text that means the same
binary number, which is what was typed wherever that had no more than fifteen digits; a longer
number is typed as a text and read digit by digit.
"""

from methodologies.sheet.errors import CellError, SheetCode
from methodologies.sheet.reading import Reading, read
from methodologies.sheet.view import SheetView, view
from methodologies.sheet.writing import errors_workbook, template

__all__ = [
    "CellError",
    "Reading",
    "SheetCode",
    "SheetView",
    "errors_workbook",
    "read",
    "template",
    "view",
]
