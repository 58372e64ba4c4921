"""The 计算书: a calculation as a page a reviewer can follow, as Markdown or as an HTML fragment."""

from methodologies.statement.blocks import STATUS_WORDS, as_dict
from methodologies.statement.html import statement_html
from methodologies.statement.markdown import statement

__all__ = ["STATUS_WORDS", "as_dict", "statement", "statement_html"]
