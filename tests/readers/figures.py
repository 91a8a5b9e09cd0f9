"""Every figure in the report, in the workbook and on the terminal is the one in the files.

usage: python figures.py RESULT_FOLDER TERMINAL_TEXT

Protects: nothing is worked out on the way out. Each number of `report.html` names the file, the row
and the column that it was read from, and is looked up there; what is written for people is that
number rounded; each sheet of `briefing.xlsx` is read by openpyxl and by pandas and held against the
same files; each line of the table that the command printed is read back and held against them too.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pandas

folder = Path(sys.argv[1])
printed = Path(sys.argv[2])
failures: list[str] = []

# The columns by which a row of each file is found.
KEYS = {
    "comparison.csv": ["policy", "metric", "stratum", "period"],
    "summary.csv": ["scenario", "metric", "stratum", "period"],
    "uncertainty.csv": ["policy", "metric", "stratum", "period"],
    "parameters.csv": ["policy", "metric", "parameter"],
    "flows.csv": ["scenario", "from", "to", "period"],
    "prices.csv": ["policy", "ledger", "price"],
    "gaps.csv": ["policy", "metric", "measure"],
    "validation.csv": ["target"],
}
SIZES = {"": 1.0, "m": 1e6, "bn": 1e9}


def check(holds: bool, what: str) -> None:
    if not holds:
        failures.append(what)


def tables() -> dict[str, pandas.DataFrame]:
    found = {}
    for file, key in KEYS.items():
        path = folder / file
        if path.exists():
            text = {column: str for column in key}
            table = pandas.read_csv(path, dtype=text, keep_default_na=False, na_values=[""])
            check(not table.duplicated(key).any(), f"{file} has a row twice")
            found[file] = table.set_index(key)
    return found


TABLES = tables()
COLUMNS: dict[tuple[str, str], dict] = {}


def cell(file: str, key: tuple[str, ...], column: str) -> float:
    """One cell of a file."""
    if (file, column) not in COLUMNS:
        COLUMNS[file, column] = TABLES[file][column].to_dict()
    return COLUMNS[file, column][key if len(key) > 1 else key[0]]


class Numbers(HTMLParser):
    """The <data> elements of a page: their attributes and their text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict, str]] = []
        self.inside: dict | None = None

    def handle_starttag(self, tag, attributes):
        if tag == "data":
            self.inside = dict(attributes)
            self.found.append((self.inside, ""))

    def handle_data(self, data):
        if self.inside is not None:
            attributes, text = self.found[-1]
            self.found[-1] = (attributes, text + data)

    def handle_endtag(self, tag):
        if tag == "data":
            self.inside = None


def as_number(text: str) -> tuple[float, float] | None:
    """The number that a text says, and how far rounding may have moved it."""
    plain = text.replace("\u2212", "-").replace(",", "").replace("£", "").replace("+", "")
    plain = plain.replace("×", "").lstrip("≥≤ ").strip()
    match = re.fullmatch(r"(-?)(\d+)(\.\d+)?(m|bn)?( ?%| points| .*)?", plain)
    if match is None:
        return None
    sign, whole, fraction, size, _ = match.groups()
    scale = SIZES[size or ""]
    value = float(sign + whole + (fraction or "")) * scale
    if not whole.strip("0") and not fraction:
        # A nought by itself is rounded as its neighbours are, to thousands where they are so wide.
        return value, 50_000.0 * scale
    if fraction:
        step = 10.0 ** -(len(fraction) - 1)
    else:
        step = 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return value, 0.5000001 * step * scale


def report() -> int:
    page = Numbers()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    looked_up = 0
    for attributes, text in page.found:
        value = float(attributes["value"])
        said = as_number(text)
        if attributes.get("data-column") in {"relative_change", "share_of_replicates_better",
                                             "probability_better"} or text.endswith("%"):
            # Shares are told in per cent; metrics in per cent are so in the files too.
            shown = [value, 100.0 * value]
        elif attributes.get("data-file") == "prices.csv":
            # A price that is a chance is told in per cent, a length of time in its own unit.
            shown = [value, 100.0 * value]
        else:
            shown = [value]
        near = said is not None and any(abs(said[0] - one) <= said[1] for one in shown)
        check(near, f"the page writes {text!r} for {value}")
        if "data-file" not in attributes:
            continue
        key = tuple(attributes["data-key"].split("|"))
        file, column = attributes["data-file"], attributes["data-column"]
        times = float(attributes.get("data-times", 1))
        try:
            held = cell(file, key, column)
        except KeyError:
            failures.append(f"{file} has no row {key}")
            continue
        check(held * times == value, f"{file} {key} {column}: {held}, the page has {value}")
        looked_up += 1
    check(looked_up > 100, f"only {looked_up} numbers of the page could be looked up")
    return looked_up


# What stands in each sheet: the file's row and column by the texts of the sheet's own columns.
def titles() -> dict[str, str]:
    """Metric names by their titles, as the workbook writes them."""
    import json

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {m["title"][:1].upper() + m["title"][1:]: m["name"] for m in manifest["data_dictionary"]}


def workbook() -> int:
    path = folder / "briefing.xlsx"
    book = openpyxl.load_workbook(path)
    check(book.sheetnames[0] == "Contents", "the first sheet is not the contents")
    looked_up = 0
    metrics = titles()
    for name in book.sheetnames:
        sheet = book[name]
        check(isinstance(sheet["A1"].value, str), f"{name}: no title in A1")
        check(all(c.value is None for c in sheet[1][1:]), f"{name}: more than a title in row 1")
        check(all(c.value is None for c in sheet[2]), f"{name}: row 2 is not empty")
        head = [c.value for c in sheet[3]]
        check(len(set(head)) == len(head), f"{name}: two columns of one name")
        check(all(head), f"{name}: a column without a name")
        # One table a sheet: what pandas reads below the title is all there is.
        frame = pandas.read_excel(path, sheet_name=name, header=2, keep_default_na=False)
        check(list(frame.columns) == head, f"{name}: pandas reads other columns")
        check(len(frame) == sheet.max_row - 3, f"{name}: pandas reads {len(frame)} rows")
        if name == "Headline" and "Policy" in head:
            columns = {"Baseline": "baseline_mean", "Under policy": "policy_mean",
                       "Difference": "difference", "Low": "ci_low", "High": "ci_high",
                       "Relative change": "relative_change"}
            for row in frame.to_dict("records"):
                key = (row["Policy"], metrics[row["Metric"]], "all", "all")
                looked_up += held(row, key, columns, name)
    numbers = [c.value for sheet in book for row in sheet.iter_rows() for c in row
               if isinstance(c.value, (int, float))]
    everything = set()
    for table in TABLES.values():
        for column in table.columns:
            if table[column].dtype.kind in "fi":
                everything.update(table[column].dropna())
                everything.update(-table[column].dropna())
    strange = [number for number in numbers if number not in everything]
    check(not strange, f"numbers of the workbook that are in no file: {strange[:5]}")
    return looked_up + len(numbers)


def held(row: dict, key: tuple[str, ...], columns: dict[str, str], sheet: str) -> int:
    for ours, theirs in columns.items():
        value = row.get(ours)
        if value in ("", None):
            continue
        there = cell("comparison.csv", key, theirs)
        check(value == there, f"{sheet} {key} {ours}: {value}, the file has {there}")
    return len(columns)


def labels(metric: dict) -> list[str]:
    """What the terminal may call a metric: with its unit, or without where the heading says it."""
    title, unit = metric["title"], metric["unit"]
    if unit == "pounds per year":
        return [f"{title}, £ a year", title]
    if unit == "pounds":
        return [f"{title}, £"]
    if unit in {"%", "days", "0 to 1"}:
        return [f"{title}, {unit}"]
    if unit.endswith(" per year"):
        return [f"{title} a year", title]
    return [title]


def terminal() -> int:
    """The table of a comparison, line by line: the baseline, and each difference with its half
    interval."""
    import json

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    policies = [s["name"] for s in manifest["scenarios"][1:]]
    names = {label: m["name"] for m in manifest["data_dictionary"] for label in labels(m)}
    names["all payers together"] = "cost_budget"
    looked_up, times = 0, 1.0
    for line in printed.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            times = 1e6 if line.endswith("in millions") else 1.0
            continue
        label, *fields = re.split(r"  +", line.strip())
        if label not in names:
            continue
        name = names[label]
        if len(fields) == len(policies) + 1:
            level = fields.pop(0)
            shown(level, cell("comparison.csv", (policies[0], name, "all", "all"), "baseline_mean"),
                  times, f"{label}: the baseline")
            looked_up += 1
        for policy, field in zip(policies, fields):
            key = (policy, name, "all", "all")
            low, high = (cell("comparison.csv", key, end) for end in ("ci_low", "ci_high"))
            difference, half = field.split(" ± ")
            shown(difference, cell("comparison.csv", key, "difference"), times, f"{label}: {policy}")
            shown(half, (high - low) / 2, times, f"{label}: {policy}, ±")
            looked_up += 2
    check(looked_up > 60, f"only {looked_up} numbers of the terminal could be looked up")
    return looked_up


def shown(text: str, value: float, times: float, what: str) -> None:
    """Whether a text is a value, rounded to the digits that it has."""
    plain = text.replace(",", "").replace("+", "")
    match = re.fullmatch(r"(-?\d+)(\.\d+)?(k|m|bn)?", plain)
    if match is None:
        failures.append(f"{what}: {text!r} is no number")
        return
    scale = times * {"k": 1e3, "m": 1e6, "bn": 1e9}.get(match[3] or "", 1.0)
    number = float(match[1] + (match[2] or "")) * scale
    step = 10.0 ** -(len(match[2] or ".") - 1) * scale
    # Without a decimal, the last digits may be noughts of rounding.
    whole = match[1].lstrip("-")
    if not match[2]:
        step *= 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 1.0
    check(abs(number - value) <= 0.5000001 * step, f"{what}: {text!r} for {value}")


if __name__ == "__main__":
    of_page, of_book, of_terminal = report(), workbook(), terminal()
    for failure in failures[:40]:
        print(failure, file=sys.stderr)
    verdict = "are" if not failures else f"are not ({len(failures)} differ)"
    print(f"{of_page} numbers of the page, {of_book} of the workbook and {of_terminal} of the terminal "
          f"{verdict} those of the files")
    sys.exit(1 if failures else 0)
