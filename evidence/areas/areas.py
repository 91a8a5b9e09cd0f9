#!/usr/bin/env python3
"""Makes areas.csv, the table behind the built-in areas, from force_areas.csv and la_areas.csv.

    python3 evidence/areas/areas.py                 make the table; keep what was fitted
    python3 evidence/areas/areas.py fit BASELINE ALL   fit arrests and prisoners to two runs

What is local comes from the two tables of published figures. Four columns come from the model, by
`fit`, which reads summary.csv of two runs:

    throughcare run baseline --horizon 1y --replicates 8
    throughcare run areas/all --horizon 1y --replicates 4 --population-scale 0.3 --all-strata

Run the second and `fit` three times, with a build between: arrests are not quite proportional to their
rates, since people in prison are not arrested.

arrest_factor  what the arrest rates are multiplied by, so that a force with a published number of
               arrests has that number, and all the others together have what those leave of the
               baseline's: they keep to one factor, which is marked as national.
prison_share   the share of all prisoners who come from the area when all areas share one estate.
               An area that is run alone gets so many places, and is as full as the country.
model_arrests, model_overdoses
               what the model has a year where all areas are run together, to be held against what is
               published.
"""

import csv
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
YEARS = ("2018", "2019", "2020")
# The year that is fitted.
YEAR = "2023-24"
# Arrests in the year to March 2024: the number, and the row of evidence/evidence.csv.
NATIONAL_ARRESTS = 720506
ARRESTS = {
    "durham": (11590, "ARE-016"),
    "cleveland": (round(19.8 * 569.768), "ARE-015"),
    "dorset": (round(6.7 * 776.780), "ARE-015"),
    "greater-manchester": (47611, "ARE-013"),
    "metropolitan-police": (96426, "ARE-012"),
}
# An area that takes the arrest rates of another.
AS = {"city-of-london": "metropolitan-police"}
# Local authorities with a scheme of their own, and the one each may stand beside: close to it in
# residents and in deaths for each resident, and without a scheme in the evidence.
LOCAL = {
    "Tower Hamlets": ("borough", "newham"),
    "Newham": ("borough", "tower-hamlets"),
    "Westminster": ("borough", "camden"),
    "Kensington and Chelsea": ("borough", "camden"),
    "Camden": ("borough", "westminster"),
    "Bury": ("town", "rochdale"),
    "Rochdale": ("town", "bury"),
}
NOTES = {
    "city-of-london": "Hardly anybody lives there: for tables of all 43, not to be read alone; "
    "arrests as in metropolitan-police.",
    "metropolitan-police": "London without the City, whose arrests are among its own.",
}
# Column and row of each force on a map of tiles.
TILES = """
. . . . . northumbria . .
. . . . cumbria durham cleveland .
. . . . lancashire west-yorkshire north-yorkshire .
. . . merseyside greater-manchester south-yorkshire humberside .
. . north-wales cheshire derbyshire nottinghamshire lincolnshire .
. . dyfed-powys west-mercia staffordshire leicestershire cambridgeshire norfolk
. south-wales gwent west-midlands warwickshire northamptonshire bedfordshire suffolk
. . . gloucestershire thames-valley hertfordshire metropolitan-police essex
. . avon-and-somerset wiltshire hampshire surrey city-of-london kent
. devon-and-cornwall . dorset . sussex . .
"""
# What comes from the model.
FITTED = ("arrest_factor", "prison_share", "model_arrests", "model_overdoses")
COLUMNS = (
    "key,title,kind,region,within,residents,adults,deaths,share_of_population,share_of_deaths,"
    "share_of_need,arrests,arrests_evidence,arrest_factor,prison_share,model_arrests,model_overdoses,"
    "like,tile_column,tile_row,note"
).split(",")


def key(name):
    return name.lower().replace(" ", "-")


def deaths(row):
    return sum(int(row[f"drug_poisoning_deaths_{year}"]) for year in YEARS)


def read(name):
    with open(HERE / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def tiles():
    rows = enumerate(TILES.split("\n")[1:-1])
    return {
        name: (column, row)
        for row, line in rows
        for column, name in enumerate(line.split())
        if name != "."
    }


def areas(forces, authorities):
    """Every area: the forces in alphabetical order, then boroughs and towns."""
    totals = {}
    for force in forces:
        sums = totals.setdefault(force["region"], [0, 0, 0])
        sums[0] += int(force["population_2020"])
        sums[1] += int(force["adults_18plus_2020"])
        sums[2] += deaths(force)
    regions = {force["force"]: force["region"] for force in forces}
    everybody = sum(people for people, _, _ in totals.values())
    places = tiles()

    def area(row, name, kind, within, like):
        region = regions[within] if within else row["region"]
        people, adults, died = totals[region]
        share = int(row["population_2020"]) / people
        of_adults = int(row["adults_18plus_2020"]) / adults
        of_deaths = deaths(row) / died
        slug = key(name)
        column, line = places.get(slug, ("", ""))
        of_all = int(row["population_2020"]) / everybody
        arrests, evidence = ARRESTS.get(slug, (round(NATIONAL_ARRESTS * of_all), ""))
        return {
            "key": slug,
            "title": name,
            "kind": kind,
            "region": region,
            "within": key(within) if within else "",
            "residents": row["population_2020"],
            "adults": row["adults_18plus_2020"],
            "deaths": deaths(row),
            "share_of_population": f"{share:.9f}",
            "share_of_deaths": f"{of_deaths:.9f}",
            # Half way between adults and deaths: all deaths would take differences between areas
            # for differences in users, and no deaths would leave them out.
            "share_of_need": f"{(of_adults + of_deaths) / 2:.9f}",
            "arrests": arrests,
            "arrests_evidence": evidence,
            "arrest_factor": "1",
            "prison_share": f"{of_all:.9f}",
            "model_arrests": "",
            "model_overdoses": "",
            "like": like,
            "tile_column": column,
            "tile_row": line,
            "note": NOTES.get(slug, ""),
        }

    rows = [area(force, force["force"], "force", "", "") for force in forces]
    named = {row["name"]: row for row in authorities}
    for name, (kind, like) in LOCAL.items():
        rows.append(area(named[name], name, kind, named[name]["force"], like))
    return rows


def keep_fitted(rows):
    """Takes over what was fitted before."""
    if not (HERE / "areas.csv").exists():
        return
    before = {row["key"]: row for row in read("areas.csv")}
    for row in rows:
        old = before.get(row["key"])
        if old and old["arrests"]:
            if not row["arrests_evidence"]:
                row["arrests"] = old["arrests"]
            for column in FITTED:
                row[column] = old[column]


def measured(summary, metric, period):
    """A metric of a run, by stratum."""
    with open(summary, newline="", encoding="utf-8") as file:
        lines = csv.DictReader(file)
        found = [line for line in lines if (line["metric"], line["period"]) == (metric, period)]
    return {line["stratum"].removeprefix("area=").replace("_", "-"): float(line["mean"]) for line in found}


def fit(rows, baseline, together):
    """Moves arrest factors and shares of prison towards what a run of all areas shows."""
    national = measured(baseline, "arrests", YEAR)["all"]
    arrests = measured(together, "arrests", YEAR)
    prison = measured(together, "prison_population", "all")
    overdoses = measured(together, "expected_overdose_deaths", "all")
    by_key = {row["key"]: row for row in rows}
    forces = [row for row in rows if row["kind"] == "force"]
    known = {row["key"] for row in forces if row["arrests_evidence"]}
    rest = [row["key"] for row in forces if row["key"] not in known and row["key"] not in AS]
    left = national - sum(int(by_key[one]["arrests"]) for one in known)
    everybody = sum(prison[row["key"]] for row in forces)
    common = left / sum(arrests[one] for one in rest)
    for row in forces:
        one = row["key"]
        if one in known:
            factor = int(row["arrests"]) / arrests[one]
        else:
            factor = common
            row["arrests"] = round(common * arrests[one])
        row["arrest_factor"] = f"{float(row['arrest_factor']) * factor:.4f}"
        row["prison_share"] = f"{prison[one] / everybody:.9f}"
        row["model_arrests"] = round(arrests[one])
        row["model_overdoses"] = f"{overdoses[one]:.1f}"
    # Its arrests are among those of the other.
    for one, other in AS.items():
        by_key[one]["arrest_factor"] = by_key[other]["arrest_factor"]
    for row in rows:
        if row["within"]:
            force = by_key[row["within"]]
            part = float(row["share_of_need"]) / float(force["share_of_need"])
            row["arrests"] = round(int(force["arrests"]) * part)
            row["arrest_factor"] = force["arrest_factor"]
            row["prison_share"] = f"{float(force['prison_share']) * part:.9f}"


def main():
    rows = areas(read("force_areas.csv"), read("la_areas.csv"))
    keep_fitted(rows)
    match sys.argv[1:]:
        case []:
            pass
        case ["fit", baseline, together]:
            fit(rows, baseline, together)
        case _:
            sys.exit(__doc__)
    with open(HERE / "areas.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
