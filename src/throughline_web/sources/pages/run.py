"""One import: how far it has come, what was found in the file, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.sources.pages import words
from throughline_web.sources.pages.compared import compared_facts
from throughline_web.sources.pages.kept import kept_words
from throughline_web.sources.pages.outcome import told_of, tone_of
from throughline_web.sources.pages.reading import ReadAs, read_as
from throughline_web.sources.sentences import here
from throughline_web.sources.states import State
from throughline_web.ui.elements import Crumb, Fact, Stage, StageState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline_web.sources.models import ImportRun, StoredIssue
    from throughline_web.sources.onward import OnwardPage
    from throughline_web.sources.queries import IssueGroup


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another import."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One place in the file where something was remarked on."""

    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Remarks of one sort, with a few of the places where they were made."""

    problem: str
    hint: str
    count: str
    is_error: bool
    examples: tuple[Example, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Work:
    """How far a worker has come; ``value`` is per cent, ``None`` when nobody can tell."""

    label: str
    value: int | None
    text: str
    poll_url: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """Everything that the page of one import shows. Empty fields are not drawn."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    stages: tuple[Stage, ...]
    state: str
    work: Work | None = None
    told: str = ""
    told_tone: str = "info"
    told_links: tuple[Link, ...] = ()
    kept: tuple[str, ...] = ()
    figures: tuple[Fact, ...] = ()
    read_as: ReadAs | None = None
    untold: tuple[str, ...] = ()
    overlaps: tuple[Link, ...] = ()
    remarks: tuple[Remark, ...] = ()
    remarks_note: str = ""
    remarks_url: str = ""
    import_label: str = ""
    onward: tuple[Link, ...] = ()
    urls: dict[str, str] = field(default_factory=dict)


def run_page(
    run: ImportRun,
    *,
    groups: Sequence[IssueGroup],
    overlaps: Iterable[ImportRun],
    same: ImportRun | None,
    onward: Iterable[OnwardPage] = (),
) -> RunPage:
    """Return the page of an import in whatever state it is."""
    return RunPage(
        title=run.file_name,
        lead=lead_of(run),
        crumbs=crumbs(run.file_name),
        stages=stages_of(run),
        state=run.state,
        work=work_of(run),
        told=told_of(run),
        told_tone=tone_of(run),
        kept=kept_words(run) if run.state == State.UNDONE else (),
        told_links=() if same is None else (link_to(same),),
        figures=_figures(run),
        read_as=read_as(run),
        untold=_untold(run),
        overlaps=tuple(link_to(other) for other in overlaps),
        remarks=tuple(map(_remark, groups)),
        remarks_note=_remarks_note(run),
        remarks_url=reverse("sources:issues", args=[run.public_id]) if groups else "",
        import_label=_import_label(run),
        onward=tuple(_onward(page) for page in onward),
        urls=urls_of(run),
    )


def lead_of(run: ImportRun) -> str:
    """Return what a file is, for whom, and how large it is."""
    place = (run.school or run.organiser).name
    return " · ".join((words.kind_words(run), place, words.size_words(run.file_size)))


def crumbs(here_label: str, *between: Crumb) -> tuple[Crumb, ...]:
    """Return the way to a page of the desk."""
    return (Crumb(_("Import"), reverse("sources:imports")), *between, Crumb(here_label))


def urls_of(run: ImportRun) -> dict[str, str]:
    """Return the addresses of what can be done with an import, by what is done."""
    names = ("run", "check", "publish", "discard", "undo", "columns", "profile")
    return {name: reverse(f"sources:{name}", args=[run.public_id]) for name in names}


def link_to(run: ImportRun) -> Link:
    """Return a way to another import, with when it was brought beside."""
    return Link(
        run.file_name,
        reverse("sources:run", args=[run.public_id]),
        words.moment_words(run.published_at or run.created_at),
    )


def _onward(page: OnwardPage) -> Link:
    return Link(str(page.label), reverse(page.url_name), str(page.note))


_REACHED = {
    State.UPLOADED: 0,
    State.CHECKING: 1,
    State.CHECKED: 2,
    State.STAGING: 2,
    State.LIVE: 3,
}


def stages_of(run: ImportRun) -> tuple[Stage, ...]:
    """Return the steps of an import along the thread; none once it has ended."""
    if run.state not in _REACHED:
        return ()
    labels = (_("The file"), _("The check"), _("In use"))
    now = _REACHED[State(run.state)]
    return tuple(
        Stage(label, _stage_state(place, now), _detail(run, place))
        for place, label in enumerate(labels)
    )


def _stage_state(place: int, now: int) -> StageState:
    if place < now:
        return StageState.DONE
    return StageState.NOW if place == now else StageState.COMING


def _detail(run: ImportRun, place: int) -> str:
    if place == 0:
        return words.moment_words(run.created_at)
    if place == 2 and run.published_at is not None:
        return words.moment_words(run.published_at)
    return words.state_words(run) if place == _REACHED[State(run.state)] else ""


def work_of(run: ImportRun) -> Work | None:
    """Return how far the worker has come; ``None`` when no worker has anything to do."""
    waiting = run.state == State.CHECKED and run.asked_at is not None
    if run.state not in {State.CHECKING, State.STAGING} and not waiting:
        return None
    # The page around the progress belongs to one state, so a new state asks for the whole page.
    poll = f"{reverse('sources:progress', args=[run.public_id])}?lage={run.state}"
    if waiting or not run.worker:
        return Work(
            _("In the queue"), None, _("Other files come first. You may leave the page."), poll
        )
    label = _("Checking the file") if run.state == State.CHECKING else _("Importing the file")
    text = _("%(rows)s so far. You may leave the page.") % {"rows": words.rows_words(run.rows_read)}
    return Work(label, _percent(run), text, poll)


def _percent(run: ImportRun) -> int | None:
    if not run.bytes_read or not run.file_size:
        return None
    # What follows the last row takes time too, so a hundred is never shown while it lasts.
    return min(round(100 * run.bytes_read / run.file_size), 97)


def _figures(run: ImportRun) -> tuple[Fact, ...]:
    if (
        run.state not in {State.CHECKED, State.LIVE, State.UNDONE, State.FAILED}
        or not run.rows_read
    ):
        return ()
    facts = [
        Fact(_("Rows that can be used"), words.number(run.rows_accepted), _of_all(run)),
        *compared_facts(run),
        *_read_as(run),
        *_people(run),
        *_days(run),
        *_schools(run),
    ]
    if run.rows_rejected:
        facts.insert(
            1, Fact(_("Rows left out"), words.number(run.rows_rejected), _("see the remarks"))
        )
    if run.protected_refused:
        note = _("of those left out; nothing in them is shown")
        facts.append(Fact(_("Protected identities"), words.number(run.protected_refused), note))
    return tuple(facts)


def _of_all(run: ImportRun) -> str:
    return _("of %(rows)s in the file") % {"rows": words.rows_words(run.rows_read)}


def _read_as(run: ImportRun) -> Iterable[Fact]:
    name = here(run.findings.get("read_as"))
    if name:
        note = "" if run.profile_verified else _("not tried on a real file yet")
        yield Fact(_("Read as"), name, note)


def _people(run: ImportRun) -> Iterable[Fact]:
    found = run.findings
    if found.get("pupils"):
        yield Fact(_("Pupils"), words.number(found["pupils"]), _new_words(found))
    for key, label in (
        ("guardians", _("Guardians")),
        ("staff", _("Staff")),
        ("grades", _("Grades")),
    ):
        if found.get(key):
            yield Fact(label, words.number(found[key]))


def _new_words(found: dict[str, int]) -> str:
    new = found.get("new_pupils", 0)
    if not new:
        return _("all known already")
    return ngettext("%(count)s is new", "%(count)s are new", new) % {"count": words.number(new)}


def _days(run: ImportRun) -> Iterable[Fact]:
    first, last = run.findings.get("first_day"), run.findings.get("last_day")
    if first and last:
        days = [words.day_words(date.fromisoformat(one)) for one in (first, last)]
        yield Fact(_("Days"), f"{days[0]} – {days[1]}" if first != last else days[0])


def _schools(run: ImportRun) -> Iterable[Fact]:
    new = run.findings.get("new_schools") or ()
    if new:
        note = _("Check that they are not other ways of writing a school that is here.")
        yield Fact(_("Schools that will be added"), ", ".join(new), note)


def _untold(run: ImportRun) -> tuple[str, ...]:
    names = frozenset(run.findings.get("untold") or ())
    return tuple(str(told) for name, told in words.UNTOLD.items() if name in names)


def _remark(group: IssueGroup) -> Remark:
    first = group.examples[0]
    placed = [one for one in group.examples if one.row is not None or one.column]
    more = group.count - len(placed)
    return Remark(
        problem=here(first.problem),
        hint=here(first.hint),
        count=_places(group.count) if placed else "",
        is_error=group.severity == "error",
        examples=_examples(placed),
        more=_("and %(count)s more") % {"count": words.number(more)} if placed and more else "",
    )


def _places(count: int) -> str:
    return ngettext("%(count)s place", "%(count)s places", count) % {"count": words.number(count)}


def _examples(placed: Sequence[StoredIssue]) -> tuple[Example, ...]:
    columns = {one.column for one in placed}
    if len(placed) < 2 or len(columns) > 1 or any(one.value or one.row is None for one in placed):
        return tuple(map(_example, placed))
    # Where nothing but the row differs, the rows stand on one line.
    numbers = ", ".join(str(one.row) for one in placed)
    rows = _("rows %(numbers)s") % {"numbers": numbers}
    return (Example(", ".join(filter(None, (rows, *columns))), ""),)


def _example(issue: StoredIssue) -> Example:
    row = "" if issue.row is None else _("row %(number)s") % {"number": issue.row}
    return Example(", ".join(filter(None, (row, issue.column))), issue.value)


def _remarks_note(run: ImportRun) -> str:
    if not run.issues_left_out:
        return ""
    return _("Another %(count)s remarks are counted but not kept.") % {
        "count": words.number(run.issues_left_out)
    }


def _import_label(run: ImportRun) -> str:
    if run.state != State.CHECKED or run.asked_at is not None or not run.rows_accepted:
        return ""
    return ngettext("Import %(count)s row", "Import %(count)s rows", run.rows_accepted) % {
        "count": words.number(run.rows_accepted)
    }
