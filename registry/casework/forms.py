"""The form of a step: a reason or opinion, and what the step asks for besides. Every face uses it."""

from __future__ import annotations

from typing import Any

from governance.audit.approvals.admin.proposal_form import ManyFiles, ManyFilesInput
from governance.audit.approvals.services.documents import TYPES, Upload
from governance.identity.admin_acts import ReasonForm


class StepForm(ReasonForm):
    """``case`` is what it is about. :meth:`data` gives plain values for the service."""

    required_css_class = "required"

    def __init__(self, *args: Any, case: Any, actor: Any = None, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
        super().__init__(*args, **kwargs)

    def data_for_step(self) -> dict[str, Any]:
        """What was asked for, without the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class FilesForm(StepForm):
    """A step that takes documents: ``data["uploads"]`` are :class:`Upload`."""

    materials = ManyFiles(
        label="材料",
        required=False,
        widget=ManyFilesInput(attrs={"accept": ",".join(f".{ending}" for ending in TYPES)}),
    )

    def data_for_step(self) -> dict[str, Any]:
        found = super().data_for_step()
        uploads = [Upload(each.name, each.read()) for each in found.pop("materials") or []]
        return found | {"uploads": uploads}
