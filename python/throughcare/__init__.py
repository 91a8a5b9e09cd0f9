"""throughcare: the drug-treatment pathway through the criminal justice system, as data frames.

    import throughcare
    answer = throughcare.compare("baseline", "more-drrs", replicates=8, population_scale=0.004)
    answer.comparison.query("metric == 'recalls' and stratum == 'all'")

Scenarios are those of the program: built in (`throughcare.scenarios()`), files, or texts of one's own
(`policies={"mine": "extends = ..."}`). Same scenarios, seed and scale: the same figures as the program's.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Mapping, Optional

from . import _throughcare
from ._throughcare import __version__, scenarios, text

if TYPE_CHECKING:
    import pandas

__all__ = ["Answer", "__version__", "compare", "run", "scenarios", "text"]


class Answer:
    """The tables of one run. An attribute for each (`comparison`, `summary`, `timeseries` ...), a
    `pandas.DataFrame` that is read when it is asked for; `tables` has them as CSV text."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self.tables = {name.removesuffix(".csv"): text for name, text in tables.items()}

    def __getattr__(self, name: str) -> "pandas.DataFrame":
        tables = self.__dict__.get("tables", {})
        if name not in tables:
            raise AttributeError(f"no table `{name}`; there are {', '.join(sorted(tables))}")
        import pandas

        frame = pandas.read_csv(StringIO(tables[name]), low_memory=False)
        setattr(self, name, frame)
        return frame

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        return f"<throughcare.Answer: {', '.join(sorted(self.tables))}>"


def compare(
    baseline: str,
    *names: str,
    policies: Optional[Mapping[str, str]] = None,
    replicates: int = 8,
    seed: int = 1,
    threads: Optional[int] = None,
    warm_up: Optional[str] = None,
    horizon: Optional[str] = None,
    population_scale: Optional[float] = None,
    changes: Optional[Mapping[str, object]] = None,
) -> Answer:
    """Runs a baseline and policies under common random numbers.

    baseline, names     scenarios built in or files, `a+b` for a bundle
    policies            texts of policies of one's own, by name
    replicates, seed    as `throughcare compare --replicates --seed`
    threads             all cores, if not said
    warm_up, horizon    durations such as "5y"
    population_scale    simulated people for each in the population
    changes             values for all scenarios, as `--set KEY=VALUE`

    Raises ValueError with the program's message where a scenario is wrong, KeyboardInterrupt when it is
    interrupted.
    """
    own = dict(policies or {})
    return Answer(
        _throughcare.tables(
            [baseline, *names, *own],
            own,
            replicates=replicates,
            seed=seed,
            threads=threads,
            warm_up=warm_up,
            horizon=horizon,
            population_scale=population_scale,
            changes=[(key, str(value)) for key, value in (changes or {}).items()],
        )
    )


def run(scenario: str, **options) -> Answer:
    """Runs one scenario; options as for `compare`."""
    return compare(scenario, **options)
