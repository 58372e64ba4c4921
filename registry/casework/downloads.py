"""Documents and letters of a case as files for the browser, whatever page gives them."""

from __future__ import annotations

import io

from django.http import FileResponse

from core.letters.letter import Letter
from core.letters.pdf import letter_pdf
from core.letters.word import letter_docx
from registry.casework.models import CaseFile, CaseLetter

# Types that a browser shows by itself and that can run nothing; all others are saved.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


def file_answer(file: CaseFile, *, save: bool) -> FileResponse:
    """In the page where a browser can show it, or to be saved."""
    inline = file.content_type in SHOWN_INLINE and not save
    answer = FileResponse(
        io.BytesIO(bytes(file.content)),
        as_attachment=not inline,
        filename=file.name,
        content_type=file.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


LETTER_FORMS = {
    "pdf": ("application/pdf", letter_pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        letter_docx,
    ),
}


def letter_answer(letter: CaseLetter, form: str) -> FileResponse:
    """The letter as ``pdf`` or ``docx``; the same bytes each time."""
    content_type, make = LETTER_FORMS[form]
    content = make(
        Letter(
            title=letter.title,
            number=letter.number,
            addressee=letter.addressee,
            paragraphs=tuple(letter.paragraphs),
            sender=letter.sender,
            date=letter.issued_on,
            masthead=letter.sender,
        )
    )
    name = f"{letter.title} {letter.number}.{form}"
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=content_type
    )
