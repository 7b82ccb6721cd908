"""Merit value and eligibility of every pupil, for machines, spreadsheets, terminals and paper."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from throughline.cli.grades_sweden import closest_first, family_names
from throughline.cli.reports import grades_parts as parts
from throughline.cli.words import UNKNOWN, joined, number_text, sentence
from throughline.records.sweden.merit import average_merit
from throughline.sources import people_csv
from throughline.terms.language import Text, day_text, same
from throughline.terms.rulebook import rule
from throughline.terms.subjects import subject_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

    from throughline.cli.grades_facts import GradesFacts
    from throughline.cli.grades_sweden import SwedishPupil
    from throughline.records.sweden.eligibility import Gap

    Writer = Callable[[TextIO, GradesFacts, Sequence[SwedishPupil]], None]


def write_json(stream: TextIO, facts: GradesFacts, pupils: Sequence[SwedishPupil]) -> None:
    """Write one object, a line a pupil; see the reference page grades-json."""
    parts.write_json(stream, facts, map(pupil_object, pupils))


def pupil_object(one: SwedishPupil) -> dict[str, Any]:
    """Return one pupil as JSON has it; ``missing`` has the families that are not open."""
    return {
        "pupil": one.pupil,
        "merit_value": None if one.merit is None else float(one.merit.value),
        "eligible": dict(one.standing.eligible),
        "missing": {family: _gap_object(gap) for family, gap in one.closed.items()},
    }


def _gap_object(gap: Gap) -> dict[str, Any]:
    return {
        "subjects": list(gap.subjects),
        "any_of": gap.any_of,
        "text": gap.text.as_dict(),
    }


def write_csv(stream: TextIO, facts: GradesFacts, pupils: Sequence[SwedishPupil]) -> None:
    """Write one row a pupil: what is open, and in words what is missing for the rest."""
    families = family_names(facts.as_of)
    first = next(iter(families.values()))
    heads = [
        sentence("report", "pupil"),
        sentence("grades", "merit"),
        sentence("grades", "away", family=first),
        *map(same, families),
        *(sentence("grades", "lacks_for", family=name) for name in families.values()),
        sentence("columns", "as_of"),
        sentence("columns", "reservation"),
    ]
    rows = (_cells(one, facts, families) for one in closest_first(pupils))
    people_csv.write(stream, [head[facts.language] for head in heads], rows)


def _cells(one: SwedishPupil, facts: GradesFacts, families: Iterable[str]) -> list[object]:
    language, closed = facts.language, one.closed
    answers = [
        sentence("grades", "is_closed" if name in closed else "is_open") for name in families
    ]
    lacking = [_short(closed[name]) if name in closed else same("") for name in families]
    merit = same("") if one.merit is None else parts.decimal_text(one.merit.value)
    told = (merit, number_text(one.distance), *answers, *lacking, day_text(facts.as_of))
    reserved = joined(facts.reservations)[language]
    return [one.pupil, *(text[language] for text in told), reserved]


def write_table(stream: TextIO, facts: GradesFacts, pupils: Sequence[SwedishPupil]) -> None:
    """Write the pupils for a terminal, the closest to eligibility first."""
    parts.write_table(stream, facts, _report(facts, pupils))


def write_html(stream: TextIO, facts: GradesFacts, pupils: Sequence[SwedishPupil]) -> None:
    """Write the pupils as one page to print, the closest to eligibility first."""
    parts.write_html(stream, facts, _report(facts, pupils))


def _report(facts: GradesFacts, pupils: Sequence[SwedishPupil]) -> parts.Report:
    families = family_names(facts.as_of)
    first = next(iter(families.values()))
    total, eligible = number_text(len(pupils)), sum(not one.distance for one in pupils)
    close = number_text(sum(one.distance == 1 for one in pupils))
    told = {"count": number_text(eligible), "total": total, "family": first, "close": close}
    heads = (("report", "pupil"), ("grades", "merit"), ("grades", "opens"), ("grades", "lacks"))
    return parts.Report(
        title=sentence("grades", "title_se"),
        lead=sentence("grades", "lead_se", day=parts.as_of_text(facts)),
        counts=(
            (told["count"], sentence("grades", "fact_eligible", family=first, total=total)),
            (close, sentence("grades", "fact_close")),
            _mean(pupils, facts),
        ),
        headline=sentence("grades", "count_se", **told),
        heads=tuple(sentence(*head) for head in heads),
        rows=[_row(one) for one in closest_first(pupils)],
        notes_title=sentence("grades", "families"),
        notes=(_legend(families),),
    )


def _mean(pupils: Iterable[SwedishPupil], facts: GradesFacts) -> tuple[Text, Text]:
    """Return the mean merit value of those who have one, and how many they are."""
    merits = [one.merit for one in pupils]
    mean = average_merit(merits, on=facts.as_of)
    count = number_text(sum(merit is not None for merit in merits))
    words = sentence("grades", "fact_merit", count=count)
    return parts.decimal_text(mean), words


def _legend(families: Mapping[str, Text]) -> Text:
    return joined((joined((same(code), name)) for code, name in families.items()), " · ")


def _row(one: SwedishPupil) -> tuple[Text, ...]:
    opened = [family for family, is_open in one.standing.eligible.items() if is_open]
    merit = None if one.merit is None else one.merit.value
    return (
        same(one.pupil),
        parts.decimal_text(merit),
        same(" ".join(opened)) if opened else same(UNKNOWN),
        joined(_lacking(one.closed), "\n") if one.closed else same(""),
    )


def _lacking(closed: Mapping[str, Gap]) -> Iterator[Text]:
    """Yield each gap once, with the families that it stands between the pupil and."""
    alike = sorted(closed, key=lambda family: (closed[family].count, _key(closed[family])))
    for _, group in groupby(alike, key=lambda family: _key(closed[family])):
        families = list(group)
        names = same(", ".join(families) + ":")
        yield joined((names, _short(closed[families[0]])))


def _key(gap: Gap) -> tuple[tuple[str, ...], int]:
    return gap.subjects, gap.any_of


def _short(gap: Gap) -> Text:
    """Return a gap in a few words: ``matematik, ett ämne till``."""
    told = [_slot_name(code) for code in gap.subjects]
    if gap.any_of:
        name = ("more" if told else "any") + ("_one" if gap.any_of == 1 else "")
        told.append(sentence("grades", name, count=number_text(gap.any_of)))
    return joined(told, ", ")


def _slot_name(code: str) -> Text:
    shared = rule("SE-SUBJ-01").values["one_slot"]
    names = [subject_name(each) for each in (shared if code in shared else (code,))]
    return joined(names, "/")


WRITERS: dict[str, Writer] = {
    "json": write_json,
    "csv": write_csv,
    "html": write_html,
    "table": write_table,
}
