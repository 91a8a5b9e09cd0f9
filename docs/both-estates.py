#!/usr/bin/env python3
"""Prints the table of docs/experiments/budget.md: what the next million buys on two estates.

    docs/both-estates.py results/budget-baseline/budget.csv results/budget-full/budget.csv
"""

import csv
import sys

# Metric, decimals, and what it is divided by.
COLUMNS = [
    ("expected_overdose_deaths", 2, 1),
    ("recalls", 0, 1),
    ("prison_population", 0, 1),
    ("expected_offences", 0, 1),
    ("net_benefit_social", 1, 1e6),
]
ESTATES = ["as fitted", "full"]


def read(path: str) -> dict[tuple[str, str], dict[str, str]]:
    """The rows on top of an even spread, by lever and metric."""
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["on_top_of"] == "even"]
    return {(row["lever"], row["metric"]): row for row in rows}


def signed(value: float, decimals: int) -> str:
    return ("−" if value < 0 else "+") + f"{abs(value):,.{decimals}f}"


def cell(row: dict[str, str], decimals: int, unit: float) -> str:
    """The figure with its interval, in brackets where that holds nought."""
    names = ["per_million", "per_million_ci_low", "per_million_ci_high"]
    value, low, high = (float(row[name]) / unit for name in names)
    text = f"{signed(value, decimals)} [{signed(low, decimals)} to {signed(high, decimals)}]"
    return text if low > 0 or high < 0 else f"({text})"


if __name__ == "__main__":
    estates = [read(path) for path in sys.argv[1:3]]
    for lever in dict.fromkeys(lever for lever, _ in estates[0]):
        for rows, estate in zip(estates, ESTATES):
            cells = [cell(rows[lever, metric], *how) for metric, *how in COLUMNS]
            print(f"| {lever if rows is estates[0] else ''} | {estate} | {' | '.join(cells)} |")
