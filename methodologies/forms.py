"""A web form for the inputs of a methodology version, made from its plan; works without JavaScript.

Numbers are texts all the way: what was typed is what is calculated with. The engine's own words are
the errors of a field. Long tables belong into the workbook (``methodologies.sheet``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from methodologies import asking
from methodologies.asking import Asked
from methodologies.definition import Definition, Table
from methodologies.errors import MethodologyError
from methodologies.evaluating.plan import Plan

# Django takes a thousand fields of one page; a page of more is no page to fill in.
FORM_CELLS = 800
BLANK_ROWS = 3
LONGEST = 500
TEXTS = "inputs"  # the prefix of the form of scalars; rows have their table's symbol


class EnteredField(forms.CharField):
    """A number with or without its unit, or a text, kept as it was typed."""

    def __init__(self, asked: Asked, **words: Any) -> None:
        self.parameter = asked.parameter
        super().__init__(required=False, max_length=LONGEST, **_about(asked), **words)
        is_number = asked.parameter.kind in {"number", "integer"}
        self.widget.attrs |= {"autocomplete": "off", "aria-label": asked.label}
        if is_number:
            self.widget.attrs["inputmode"] = "text"  # 30 W is a number too

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _accepted(self.parameter, text) if text else None


class ChosenField(forms.ChoiceField):
    """One of the choices of a parameter; yes or no becomes a truth value."""

    truths = {asking.YES: True, asking.NO: False}

    def __init__(self, asked: Asked, **words: Any) -> None:
        self.parameter = asked.parameter
        choices = [("", "——"), *((each, each) for each in asked.choices)]
        super().__init__(required=False, choices=choices, **_about(asked), **words)
        self.widget.attrs["aria-label"] = asked.label

    def valid_value(self, value: Any) -> bool:
        return True  # judged below, in the engine's words

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.parameter.kind == "boolean" and text in self.truths:
            return self.truths[text]
        return _accepted(self.parameter, text)


class EntryForm(forms.Form):
    """Fields by symbol; ``given`` leaves out what was left empty."""

    def given(self) -> dict[str, Any]:
        found = self.cleaned_data.items()
        return {symbol: value for symbol, value in found if value is not None}


class RowForm(EntryForm):
    """One row of a table; a row with nothing in it is no row."""

    asked: tuple[Asked, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.given() or self.errors:
            for each in self.asked:
                lacks = cleaned.get(each.symbol) is None and each.symbol not in self.errors
                if lacks and each.required:
                    self.add_error(each.symbol, _error(asking.absent(each.parameter)))
        return cleaned


class RowFormSet(forms.BaseFormSet):
    """The rows of one table."""

    table: Table

    def filled(self) -> list[RowForm]:
        return [form for form in self.forms if form.is_valid() and form.given()]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return self.form.asked


def form_class(plan: Plan) -> type[EntryForm]:
    """The form of everything outside tables."""
    fields = {each.symbol: _field(each) for each in asking.scalars(plan)}
    return type("InputsForm", (EntryForm,), fields)


def formset_class(definition: Definition, table: Table, *, rows: int = 0) -> type[RowFormSet]:
    """The rows of one table; ``rows`` are those that will be shown filled in."""
    asked = tuple(asking.columns(table))
    fields: dict[str, Any] = {each.symbol: _field(each) for each in asked}
    row = type("TableRowForm", (RowForm,), fields | {"asked": asked})
    most = most_rows(definition, table)
    made = forms.formset_factory(
        row,
        formset=RowFormSet,
        extra=max(min(BLANK_ROWS, most - rows), 0),
        max_num=most,
        absolute_max=most + 1,
        validate_max=True,
    )
    return type("TableRows", (made,), {"table": table})


def most_rows(definition: Definition, table: Table) -> int:
    """How many rows of each table a page takes; beyond that the data come by workbook."""
    width = sum(len(each.columns) for each in asking.tables(definition))
    return max(min(table.max_rows, FORM_CELLS // width), 1)


class InputForms:
    """All forms of one page: ``scalars`` and the formsets in ``tables``.

    ``initial`` are inputs of an earlier time in the shape of the JSON inputs; ``inputs()`` answers in
    the same shape.
    """

    def __init__(
        self, plan: Plan, data: Any = None, *, initial: dict[str, Any] | None = None
    ) -> None:
        self.plan, definition = plan, plan.checked.definition
        before = asking.by_rows(definition, initial or {})
        texts = {symbol: _text(value) for symbol, value in before.items()}
        self.scalars = form_class(plan)(data, initial=texts, prefix=TEXTS)
        self.tables: list[RowFormSet] = []
        for table in asking.tables(definition):
            rows = [
                {symbol: _text(value) for symbol, value in row.items()}
                for row in before.get(table.symbol, [])
            ]
            # A row that was sent back as it was shown is a row still: no comparing with before.
            made = formset_class(definition, table, rows=len(rows))(
                data,
                initial=rows if data is None else None,
                prefix=table.symbol,
                error_messages=_too_many(definition, table),
            )
            self.tables.append(made)
        self._valid: bool | None = None

    def is_valid(self) -> bool:
        """Every field by itself, and then what is missing."""
        if self._valid is None:
            valid = [self.scalars.is_valid(), *(rows.is_valid() for rows in self.tables)]
            self._valid = all(valid)
            if self.scalars.is_bound:
                self._say_missing()
        return self._valid

    def inputs(self) -> dict[str, Any]:
        """What was entered; only after ``is_valid``."""
        found = self.scalars.given()
        for rows in self.tables:
            if given := [form.given() for form in rows.filled()]:
                found[rows.table.symbol] = given
        return found

    def refuse(self, error: MethodologyError) -> None:
        """Show a refusal of the calculation at the field it is about, where there is one."""
        self._valid = False
        for rows in self.tables:
            at, filled = error.params.get("row"), rows.filled()
            if error.symbol in rows.form.base_fields:
                if isinstance(at, int) and 0 < at <= len(filled):
                    filled[at - 1].add_error(error.symbol, _error(error.without_place()))
                else:
                    rows.non_form_errors().append(error.zh)
                return
            if error.symbol == rows.table.symbol:
                rows.non_form_errors().append(error.without_place().zh)
                return
        if error.symbol in self.scalars.fields:
            self.scalars.add_error(error.symbol, _error(error.without_place()))
        else:
            self.scalars.add_error(None, _error(error))

    def _say_missing(self) -> None:
        of_table = {rows.table.symbol: rows for rows in self.tables}
        for symbol, refusal in list(asking.missing(self.plan, self.inputs())):
            if rows := of_table.get(symbol):
                if not rows.total_error_count():
                    rows.non_form_errors().append(refusal.zh)
                    self._valid = False
            elif symbol not in self.scalars.errors:
                self.scalars.add_error(symbol, _error(refusal))
                self._valid = False


def _field(asked: Asked) -> forms.Field:
    return ChosenField(asked) if asked.choices else EnteredField(asked)


def _about(asked: Asked) -> dict[str, Any]:
    source = f"来源：{asked.source}" if asked.source else ""
    words = "；".join(filter(None, [asked.need, asked.bounds, source]))
    return {"label": asked.label, "help_text": words}


def _accepted(parameter: Any, text: str) -> str:
    if refusal := asking.refused(parameter, text):
        raise _error(refusal)
    return text


def _error(refusal: MethodologyError) -> ValidationError:
    return ValidationError(refusal.zh, code=refusal.code)


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return asking.YES if value else asking.NO
    return value if isinstance(value, list) else str(value)


def _too_many(definition: Definition, table: Table) -> dict[str, str]:
    most = most_rows(definition, table)
    more = "；行数更多时请下载 Excel 模板填写后上传" if most < table.max_rows else ""
    return {"too_many_forms": f"表“{table.name}”在网页上最多填 {most} 行{more}。"}
