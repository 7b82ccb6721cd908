"""Work done after a page has answered."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from throughline_web.organisations import actions, clock, queries


@task()
def invite_guardians(account_id: int, unit: str, link: str) -> int:
    """Send the invitations of a unit on behalf of an administrator; return how many were sent.

    ``link`` is the full address of an invitation with ``TOKEN`` where the secret word belongs. The
    secrets themselves are made here, so that none stands in the queue.
    """
    on = clock.today()
    member = queries.member_for(account_id, on)
    found = queries.unit_to_invite_from(member, UUID(unit), on)
    if found is None:
        return 0
    return actions.invite_guardians_by_mail(
        by=member, unit=found, at=clock.now(), link_to=lambda token: link.replace("TOKEN", token)
    )
