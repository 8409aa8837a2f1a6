"""Steps about one person: what each is called, who is offered it, and the service that does it.

Steps are offered by what the rows say; the services ask again and decide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy

from vonggac.access.deeds import Deed
from vonggac.access.refusals import no_supervisor
from vonggac.directives import policy
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.people import selectors, services
from vonggac.people.roles import Role
from vonggac.web.forms import PageForm
from vonggac.web.people.account_forms import (
    AppointForm,
    AskForm,
    EndForm,
    PledgeForm,
    ReasonForm,
    TrainingForm,
)
from vonggac.web.viewer import PageRequest
from vonggac.web.words import role as role_word

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from vonggac.people.models import Account, PasswordReset, Person, Position


@dataclass(frozen=True, slots=True)
class Asked:
    """One person as the viewer meets them; ``reset``: a new password that waits."""

    request: PageRequest
    person: "Person"
    account: "Account | None"
    positions: list["Position"]
    reset: "PasswordReset | None"

    @property
    def of_account(self) -> "Account":
        """Where a step is about it. Raises Http404 where there is none."""
        if self.account is None:
            raise Http404
        return self.account

    @property
    def of_reset(self) -> "PasswordReset":
        """Where a step is about it. Raises Http404 where none waits."""
        if self.reset is None:
            raise Http404
        return self.reset

    @property
    def by(self) -> UUID:
        return self.request.viewer.person

    @property
    def school(self) -> UUID:
        return self.request.viewer.school

    @property
    def state(self) -> str:
        return self.account.state if self.account is not None else ""

    @property
    def can_be_reset(self) -> bool:
        return selectors.reset_can_be_approved(self.person.id, self.school, now_us())

    @property
    def held(self) -> list["Position"]:
        return [each for each in self.positions if each.to_us is None]


@dataclass(frozen=True, slots=True)
class Step:
    title: "StrOrPromise"
    button: "StrOrPromise"
    deed: Deed
    offered: Callable[[Asked], bool]
    act: Callable[[Asked, dict[str, Any]], str | None]
    """What it does; a temporary password where it made one."""
    form: Callable[..., PageForm] = PageForm


def form_of(name: str, asked: Asked, data: Any = None) -> PageForm:
    make = STEPS[name].form
    if make is EndForm:
        choices = [(str(each.id), role_word(each.role)) for each in asked.held]
        return EndForm(data, auto_id=f"id_{name}_%s", positions=choices)
    return make(data, auto_id=f"id_{name}_%s")


def _pledge(asked: Asked, data: dict[str, Any]) -> None:
    services.record_pledge(person=asked.person.id, school=asked.school, by=asked.by, **data)


def _train(asked: Asked, data: dict[str, Any]) -> None:
    passed = data.pop("passed") == "yes"
    services.record_training(
        person=asked.person.id, school=asked.school, by=asked.by, passed=passed, **data
    )


def _ask(asked: Asked, data: dict[str, Any]) -> None:
    services.request_account(person=asked.person.id, school=asked.school, by=asked.by, **data)


def _approve(asked: Asked, data: dict[str, Any]) -> None:
    services.approve_account(account=asked.of_account.id, school=asked.school, by=asked.by)


def _refuse(asked: Asked, data: dict[str, Any]) -> None:
    services.refuse_account(account=asked.of_account.id, school=asked.school, by=asked.by, **data)


def _open(asked: Asked, data: dict[str, Any]) -> str:
    return services.open_account(account=asked.of_account.id, school=asked.school, by=asked.by)


def _state(state: str) -> Callable[[Asked, dict[str, Any]], None]:
    def act(asked: Asked, data: dict[str, Any]) -> None:
        services.set_account_state(account=asked.of_account.id, state=state, by=asked.by, **data)

    return act


def _appoint(asked: Asked, data: dict[str, Any]) -> None:
    require_role(asked.school, data["role"])
    services.appoint(person=asked.person.id, school=asked.school, by=asked.by, **data)


def require_role(school: UUID, role: str) -> None:
    """A supervisor only where the head switched the role on. Raises Refused."""
    if role == Role.SUPERVISOR and not policy.current(school).supervisor:
        raise Refused(no_supervisor())


def _end(asked: Asked, data: dict[str, Any]) -> None:
    position = UUID(data.pop("position"))
    services.end_position(position=position, by=asked.by, **data)


def _ask_reset(asked: Asked, data: dict[str, Any]) -> None:
    services.ask_reset(account=asked.of_account.id, school=asked.school, by=asked.by, **data)


def _decide_reset(approve: bool) -> Callable[[Asked, dict[str, Any]], None]:
    def act(asked: Asked, data: dict[str, Any]) -> None:
        services.decide_reset(
            reset=asked.of_reset.id, school=asked.school, approve=approve, by=asked.by
        )

    return act


def _reset(asked: Asked, data: dict[str, Any]) -> str:
    return services.carry_out_reset(reset=asked.of_reset.id, school=asked.school, by=asked.by)


def _waits(asked: Asked) -> bool:
    return asked.state in ("requested", "pledged")


def _unapproved(asked: Asked) -> bool:
    return _waits(asked) and asked.of_account.approved_by_id is None


def _may_approve(asked: Asked) -> bool:
    return _unapproved(asked) and asked.of_account.requested_by_id != asked.by


def _reset_waits(asked: Asked) -> bool:
    reset = asked.reset
    return reset is not None and reset.state == "asked" and reset.asked_by_id != asked.by


def _leads(asked: Asked) -> bool:
    return any(each.role == Role.PRINCIPAL or each.acting_head for each in asked.held)


def _of_state(*states: str) -> Callable[[Asked], bool]:
    return lambda asked: asked.state in states


_MANAGE, _APPROVE, _APPOINT = Deed.MANAGE_ACCOUNTS, Deed.APPROVE_ACCOUNTS, Deed.APPOINT
STEPS: dict[str, Step] = {
    "ask": Step(
        gettext_lazy("Ask for an account"),
        gettext_lazy("Ask"),
        _MANAGE,
        _of_state("", "revoked"),
        _ask,
        AskForm,
    ),
    "approve": Step(
        gettext_lazy("Approve the account"),
        gettext_lazy("Approve"),
        _APPROVE,
        _may_approve,
        _approve,
    ),
    "open": Step(
        gettext_lazy("Open the account"),
        gettext_lazy("Open and show the temporary password"),
        _MANAGE,
        lambda asked: asked.state == "pledged" and not _unapproved(asked),
        _open,
    ),
    "reset_approve": Step(
        gettext_lazy("Approve the new password"),
        gettext_lazy("Approve"),
        _APPROVE,
        _reset_waits,
        _decide_reset(True),
    ),
    "reset_refuse": Step(
        gettext_lazy("Refuse the new password"),
        gettext_lazy("Refuse"),
        _APPROVE,
        _reset_waits,
        _decide_reset(False),
    ),
    "reset_do": Step(
        gettext_lazy("Carry out the new password"),
        gettext_lazy("Set and show the temporary password"),
        _MANAGE,
        lambda asked: asked.reset is not None and asked.reset.state == "approved",
        _reset,
    ),
    "pledge": Step(
        gettext_lazy("Record the pledge"),
        gettext_lazy("Record"),
        _MANAGE,
        lambda asked: True,
        _pledge,
        PledgeForm,
    ),
    "training": Step(
        gettext_lazy("Record a training"),
        gettext_lazy("Record"),
        _MANAGE,
        lambda asked: True,
        _train,
        TrainingForm,
    ),
    "reset_ask": Step(
        gettext_lazy("Ask for a new password"),
        gettext_lazy("Ask"),
        _MANAGE,
        lambda asked: asked.state == "active" and asked.reset is None and asked.can_be_reset,
        _ask_reset,
        ReasonForm,
    ),
    "appoint": Step(
        gettext_lazy("Appoint"),
        gettext_lazy("Appoint"),
        _APPOINT,
        lambda asked: True,
        _appoint,
        AppointForm,
    ),
    "end": Step(
        gettext_lazy("End a position"),
        gettext_lazy("End the position"),
        _APPOINT,
        lambda asked: bool(asked.held) and not _leads(asked),
        _end,
        EndForm,
    ),
    "refuse": Step(
        gettext_lazy("Refuse the account"),
        gettext_lazy("Refuse"),
        _APPROVE,
        _unapproved,
        _refuse,
        ReasonForm,
    ),
    "suspend": Step(
        gettext_lazy("Suspend the account"),
        gettext_lazy("Suspend"),
        _MANAGE,
        _of_state("active"),
        _state("suspended"),
        ReasonForm,
    ),
    "restore": Step(
        gettext_lazy("Let in again"),
        gettext_lazy("Let in again"),
        _APPROVE,
        _of_state("suspended"),
        _state("active"),
        ReasonForm,
    ),
    "revoke": Step(
        gettext_lazy("Revoke the account"),
        gettext_lazy("Revoke"),
        _APPOINT,
        _of_state("active", "suspended"),
        _state("revoked"),
        ReasonForm,
    ),
}
"""In the order of an account's life."""
