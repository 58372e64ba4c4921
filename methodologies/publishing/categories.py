"""Categories of a methodology's documents; the first two are shown to everybody with the notice."""

from __future__ import annotations

TEXT, NOTES, REFERENCES, OTHER = "text", "notes", "references", "other"
CATEGORIES = {
    TEXT: "方法学文本",
    NOTES: "编制说明",
    REFERENCES: "参考资料",
    OTHER: "其他材料",
}
PUBLIC = frozenset({TEXT, NOTES})
NEEDED = (TEXT, NOTES)
