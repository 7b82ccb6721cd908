"""The gallery's page: what its templates may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.ui.gallery import charts, samples
from throughline_web.ui.gallery.forms import ExampleForm
from throughline_web.ui.icons import icon_names

if TYPE_CHECKING:
    from throughline_web.ui import elements
    from throughline_web.ui.charts.values import Bars, Meter, Sparkline, Thread

NARROW = ("words", "parts", "messages", "fields", "distribution")
WIDE = ("page", "threads", "worklist")


@dataclass(frozen=True, slots=True)
class Side:
    """One appearance of the gallery, with forms whose ids are its own."""

    appearance: str
    form: ExampleForm
    wrong_form: ExampleForm
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class GalleryPage:
    """Every component in every state, in both appearances."""

    sides: tuple[Side, ...]
    narrow: tuple[str, ...]
    wide: tuple[str, ...]
    icons: tuple[str, ...]
    crumbs: tuple[elements.Crumb, ...]
    pills: tuple[elements.Pill, ...]
    tabs: tuple[elements.Tab, ...]
    facts: tuple[elements.Fact, ...]
    stages: tuple[elements.Stage, ...]
    turner: elements.Turner
    table: elements.DataTable
    columns: tuple[elements.Column, ...]
    rows: tuple[samples.Row, ...]
    sparklines: tuple[Sparkline, ...]
    bars: tuple[Bars, ...]
    meter: Meter


def gallery_page() -> GalleryPage:
    """Return the gallery."""
    return GalleryPage(
        sides=(
            _side("light", charts.autumn(), charts.silent_school(), charts.crowded_year()),
            _side("dark", charts.autumn()),
        ),
        narrow=tuple(f"ui/gallery/{name}.html" for name in NARROW),
        wide=tuple(f"ui/gallery/{name}.html" for name in WIDE),
        icons=icon_names(),
        crumbs=samples.CRUMBS,
        pills=samples.PILLS,
        tabs=samples.TABS,
        facts=samples.FACTS,
        stages=samples.STAGES,
        turner=samples.TURNER,
        table=samples.TABLE,
        columns=samples.COLUMNS,
        rows=samples.rows(),
        sparklines=charts.sparklines(),
        bars=(charts.bars(), charts.plain_bars()),
        meter=charts.meter(),
    )


def _side(appearance: str, *threads: Thread) -> Side:
    return Side(
        appearance,
        ExampleForm(auto_id=f"{appearance}-%s"),
        ExampleForm({"note": "Samtal i dag."}, auto_id=f"{appearance}-wrong-%s"),
        threads,
    )
