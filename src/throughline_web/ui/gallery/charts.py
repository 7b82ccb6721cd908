"""Invented weeks for the charts, so regular that nobody could take them for a pupil's."""

from __future__ import annotations

from throughline_web.ui.charts.values import (
    Bar,
    Bars,
    Goal,
    Knot,
    LessonKind,
    Meter,
    MeterGoal,
    MeterSlot,
    Moment,
    Slot,
    Sparkline,
    SparkSpan,
    SparkWeek,
    Thread,
    ThreadDay,
    ThreadSpan,
    ThreadWeek,
)

_LETTERS = {
    ".": LessonKind.PRESENT,
    "g": LessonKind.EXCUSED,
    "o": LessonKind.UNEXCUSED,
    "u": LessonKind.UNRESOLVED,
    "s": LessonKind.LATE,
    "d": LessonKind.DISTANCE,
    "a": LessonKind.OTHER,
    "x": LessonKind.NOT_REGISTERED,
    " ": None,
}
_DAYS = ("mån", "tis", "ons", "tors", "fre")
_SLOTS = tuple(Slot(f"lektion {number}", str(number)) for number in range(1, 7))

# A week is five days, a day six lessons.
_AUTUMN: tuple[tuple[int, float | None, str], ...] = (
    (34, 0.05, "...... ...... ...... ...... ......"),
    (35, 0.06, "...... ....g. ...... g..... ......"),
    (36, 0.04, "..s... ...... ...... ...... ......"),
    (37, 0.07, "gx.... ...os. ...g.. ...... ......"),
    (38, 0.05, "...g.. ...... ...... ...... ..og.."),
    (39, 0.06, "...... ...... ...x.. ...... ......"),
    (40, 0.08, ".oo..o ...... ...... ..x... ......"),
    (41, 0.12, "ooo... ...... ...... ....x. x....."),
    (42, 0.17, "ooo... .og... ...... .gs..g ...g.."),
    (43, 0.21, "..og.s g...us ..g..g so.... o..s.. "),
    (44, None, ""),
    (45, 0.19, "dd.... ...... .aa... ...... ......"),
    (46, 0.15, "....g. o..... ...g.. ...... gg...."),
    (47, 0.12, ".g.... ..s... ...... ...... ....o."),
)


def _week(number: int, absence: float | None, lessons: str, *, width: float) -> ThreadWeek:
    days = tuple(
        ThreadDay(f"{name} v {number}", tuple(_LETTERS[letter] for letter in day))
        for name, day in zip(_DAYS, lessons.split(), strict=False)
    )
    silent = sum(day.lessons.count(LessonKind.NOT_REGISTERED) for day in days)
    known = absence is not None
    return ThreadWeek(
        label=f"v {number}",
        short=str(number),
        absence=absence,
        days=days,
        low=max((absence or 0) - width, 0) if known and width else None,
        high=(absence or 0) + width * 1.2 if known and width else None,
        coverage=1 - silent / 30 if known else None,
        no_school="" if known else "höstlov",
    )


def autumn() -> Thread:
    """Return the autumn of the drawings: a slow slide, a knot, a talk, a measure."""
    return Thread(
        title="Höstens röda tråd",
        summary="Frånvaron ökade från 5 % till 21 % och har sedan minskat till 12 %.",
        weeks=tuple(_week(*week, width=0.05) for week in _AUTUMN),
        slots=_SLOTS,
        knots=(Knot(Moment(8, 0), "Uppmärksammat 12 okt"), Knot(Moment(11, 1), "Samtal 3 nov")),
        spans=(ThreadSpan(Moment(11, 0), "Mentorsamtal varje fredag"),),
        goals=(Goal(0.08, Moment(11, 0), "mål: närvaro minst 92 %"),),
        coverage=0.98,
    )


def silent_school() -> Thread:
    """Return a year whose weeks were partly never registered, with whole-day rows."""
    shares = (0.02, 0.05, None, None, 0.04, 0.03, 0.41, 0.52, None, 0.08, 0.06, None)
    weeks = tuple(
        ThreadWeek(
            label=f"v {number}",
            short=str(number),
            absence=share,
            coverage=0.0 if share is None else 0.6,
            days=tuple(
                ThreadDay(f"{day} v {number}", (_LETTERS["x" if share is None else "."],))
                for day in _DAYS
            ),
        )
        for number, share in enumerate(shares, start=2)
    )
    return Thread(
        title="Vårens röda tråd",
        summary="Närvaron är inte registrerad i fyra av tolv veckor.",
        weeks=weeks,
        slots=(Slot("hela dagen", "dag"),),
        limit=0.15,
        coverage=0.41,
    )


def crowded_year() -> Thread:
    """Return twenty-four weeks with more labels than there is room for."""
    autumn_weeks = tuple(_week(*week, width=0) for week in _AUTUMN)
    weeks = tuple(
        _week(number, 0.1 + 0.03 * (number % 5), "...... g..... ...... .u.... ......", width=0)
        for number in range(48, 52)
    )
    spring = tuple(
        _week(number, 0.04 * (number % 3) + 0.3, "oo.... ...... s..... ...... ......", width=0)
        for number in range(2, 8)
    )
    knots = ((15, 0, "Uppmärksammat 12 okt"), (15, 3, "Samtal 15 okt"), (16, 1, "Möte hemma"))
    return Thread(
        title="Läsårets röda tråd",
        summary="Frånvaron har legat mellan 4 % och 38 %.",
        weeks=autumn_weeks + weeks + spring,
        slots=_SLOTS,
        knots=tuple(Knot(Moment(week, day), label) for week, day, label in knots),
        spans=(
            ThreadSpan(Moment(12, 0), "Mentorsamtal varje fredag", Moment(19, 4)),
            ThreadSpan(Moment(14, 2), "Flexgrupp i matematik", Moment(17, 4)),
            ThreadSpan(Moment(22, 0), "Studiehandledning på modersmålet"),
        ),
        limit=0.15,
        coverage=0.96,
    )


def _spark(title: str, shares: tuple[float | None, ...], *spans: SparkSpan) -> Sparkline:
    weeks = tuple(
        SparkWeek(f"v {number}", share, is_break=number == 44)
        for number, share in enumerate(shares, start=36)
    )
    return Sparkline(title, weeks, spans, limit=0.15)


def sparklines() -> tuple[Sparkline, ...]:
    """Return one sparkline for each row of the invented list."""
    slide = (0.06, 0.07, 0.05, 0.08, 0.07, 0.09, 0.08, 0.1, None, 0.14, 0.17, 0.19)
    helped = (0.29, 0.32, 0.34, 0.33, 0.34, 0.31, 0.28, 0.27, None, 0.24, 0.23, 0.22)
    late_slide = (0.05, 0.05, 0.06, 0.04, 0.07, 0.05, 0.08, 0.06, None, 0.09, 0.16, 0.21)
    silent = (0.05, 0.06, 0.05, 0.07, 0.06, 0.06, None, 0.08, None, None, None, None)
    better = (0.2, 0.21, 0.22, 0.2, 0.19, 0.19, 0.17, 0.16, None, 0.15, 0.13, 0.12)
    return (
        _spark("Frånvaro för Nora Blom", slide),
        _spark("Frånvaro för Moa Lindahl", helped, SparkSpan(4, 11, "Flexgrupp från v 40")),
        _spark("Frånvaro för Kim Andersson", late_slide),
        _spark("Frånvaro för Adam Kowalski", silent),
        _spark("Frånvaro för Tilde Aronsson", better, SparkSpan(6, 11, "Mentorsamtal")),
    )


def meter() -> Meter:
    """Return how far a pupil has to two kinds of programme."""
    words = (("Sv", True), ("En", True), ("Ma", False))
    named = tuple(MeterSlot(is_filled=passed, label=word) for word, passed in words)
    others = tuple(MeterSlot(is_filled=place < 6) for place in range(9))
    return Meter(
        title="Behörighet",
        summary="Med nuvarande betyg saknas matematik för yrkesprogram.",
        slots=named + others,
        goals=(MeterGoal(8, "yrkesprogram"), MeterGoal(12, "högskoleförberedande program")),
    )


def bars() -> Bars:
    """Return a distribution whose bars are filters."""
    return Bars(
        title="Frånvaro senaste 20 skoldagarna",
        heading="Frånvaro",
        unit="Elever",
        bars=(
            Bar("0–5 %", 214, "#"),
            Bar("5–10 %", 121, "#"),
            Bar("10–15 %", 47, "#", is_current=True),
            Bar("15–30 %", 19, "#", note="omfattande"),
            Bar("30–50 %", None),
            Bar("inte registrerat", 12, "#"),
        ),
    )


def plain_bars() -> Bars:
    """Return the same distribution without addresses."""
    chart = bars()
    return Bars(
        chart.title,
        chart.heading,
        chart.unit,
        tuple(Bar(bar.label, bar.count, note=bar.note) for bar in chart.bars),
    )
