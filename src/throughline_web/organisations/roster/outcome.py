"""What came of a roster: counts, and what a person must know about single rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from throughline.terms.language import Text


@dataclass(frozen=True, slots=True)
class UpsertProblem:
    """One thing to know about one row. ``position`` counts the given rows from nought.

    Neither sentence quotes a name, an address or a number of a person.
    """

    position: int
    column: str
    problem: Text
    hint: Text
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class UpsertOutcome:
    """How many persons were new, changed, already as stated, or refused, and the problems."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: tuple[UpsertProblem, ...] = field(default=())


NO_SCHOOL = Text(
    sv="Raden säger inte vilken skola eleven går i.",
    nb="Raden sier ikke hvilken skole eleven går på.",
    en="The row does not say which school the pupil goes to.",
)
ADD_SCHOOL = Text(
    sv="Fyll i skolans enhetskod eller namn. Eleven är inläst men hör inte till någon skola.",
    nb="Fyll inn skolens enhetskode eller navn. Eleven er lest inn, men hører ikke til noen skole.",
    en="Fill in the school's code or name. The pupil was read but belongs to no school.",
)
NEW_SCHOOL = Text(
    sv="Skolan ”{name}” fanns inte och har lagts till.",
    nb="Skolen «{name}» fantes ikke og er lagt til.",
    en="The school “{name}” did not exist and was added.",
)
CHECK_SCHOOL = Text(
    sv="Kontrollera att det är en egen skola och inte ett annat sätt att skriva en som finns.",
    nb="Kontroller at det er en egen skole og ikke en annen skrivemåte for en som finnes.",
    en="Check that it is a school of its own and not another way of writing one that exists.",
)
PROTECTED_REFUSED = Text(
    sv="Raden gäller en elev med skyddade personuppgifter och lästes inte in.",
    nb="Raden gjelder en elev med skjermet identitet og ble ikke lest inn.",
    en="The row is about a pupil with a protected identity and was not read.",
)
PROTECTED_HINT = Text(
    sv="Slå på mottagning av skyddade elever när rutinen för dem är beslutad.",
    nb="Slå på mottak av skjermede elever når rutinen for dem er vedtatt.",
    en="Switch on the receiving of protected pupils once the routine for them is decided.",
)
DATES_REVERSED = Text(
    sv="Slutdatum ligger före startdatum.",
    nb="Sluttdato er før startdato.",
    en="The last day is before the first day.",
)
CORRECT_DATES = Text(
    sv="Rätta datumen i källan och läs in filen igen.",
    nb="Rett datoene i kilden og les inn filen på nytt.",
    en="Correct the dates in the source and read the file again.",
)
UNKNOWN_PUPIL = Text(
    sv="Eleven på raden finns inte hos oss.",
    nb="Eleven på raden finnes ikke hos oss.",
    en="The pupil on the row is not known here.",
)
READ_PUPILS_FIRST = Text(
    sv="Läs in elevfilen först.",
    nb="Les inn elevfilen først.",
    en="Read the file of pupils first.",
)
EMAIL_SHARED = Text(
    sv="E-postadressen används redan av någon annan, så personen lades till utan adress.",
    nb="E-postadressen er allerede i bruk av noen andre, så personen ble lagt til uten adresse.",
    en="Somebody else already uses the e-mail address, so the person was added without one.",
)
OWN_EMAIL = Text(
    sv="Var och en behöver en egen adress för att kunna logga in.",
    nb="Hver person trenger sin egen adresse for å kunne logge inn.",
    en="Everyone needs an address of their own to be able to log in.",
)
UNKNOWN_ROLE = Text(
    sv="Rollen på raden känns inte igen.",
    nb="Rollen på raden er ukjent.",
    en="The role on the row is not known.",
)
KNOWN_ROLES = Text(
    sv="Skriv rektor, elevhälsoteam, mentor, lärare eller samordnare.",
    nb="Skriv rektor, elevtjenesten, kontaktlærer, lærer eller koordinator.",
    en="Write principal, student health team, mentor, teacher or coordinator.",
)
TOO_LONG = Text(
    sv="Värdet är längre än vad som får plats och har kortats.",
    nb="Verdien er lengre enn det er plass til og er forkortet.",
    en="The value is longer than there is room for and was shortened.",
)
SHORTEN = Text(
    sv="Kontrollera att kolumnen innehåller rätt sak.",
    nb="Kontroller at kolonnen inneholder riktig opplysning.",
    en="Check that the column holds the right thing.",
)
NO_SCHOOL_FOR_STAFF = Text(
    sv="Raden säger inte vid vilken skola personen arbetar.",
    nb="Raden sier ikke ved hvilken skole personen arbeider.",
    en="The row does not say at which school the person works.",
)
ADD_SCHOOL_FOR_STAFF = Text(
    sv="Fyll i skolans enhetskod eller namn och läs in filen igen.",
    nb="Fyll inn skolens enhetskode eller navn og les inn filen på nytt.",
    en="Fill in the school's code or name and read the file again.",
)
