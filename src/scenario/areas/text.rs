//! An area as the text of a scenario.

use std::collections::BTreeSet;
use std::fmt::Write;

use toml::{Table, Value};

use super::lines::{
    Range, header, is_section, leaves, line, order, quoted, range, rate, short, table,
};
use super::{Area, Kind, Mark};

/// Where the two tables of people and deaths are described.
const PEOPLE: &str = "ARE-101";
/// How far the deaths of a few years may be off, up and down.
const DEATHS_OFF: [f64; 2] = [0.92, 1.08];
/// How far the share of prisoners may be off, up and down.
const PRISON_OFF: [f64; 2] = [0.8, 1.2];
/// The section of an area that holds its arrest rates, and their name.
const OFFENDING: &str = "offending";
const RATES: &str = "arrest_rate";

/// What the texts of areas are made of.
pub(super) struct World {
    pub(super) regions: Table,
    /// The baseline without its regions.
    baseline: Table,
    belongs: Table,
    schemes: Table,
}

impl World {
    /// Reads the regions of a baseline, and the schemes.
    pub(super) fn read(baseline: &str, schemes: &str) -> Option<Self> {
        let mut baseline: Table = baseline.parse().ok()?;
        let mut schemes: Table = schemes.parse().ok()?;
        let take = |from: &mut Table, key: &str| match from.remove(key) {
            Some(Value::Table(table)) => Some(table),
            _ => None,
        };
        Some(Self {
            regions: take(&mut baseline, "areas")?,
            baseline,
            belongs: take(&mut schemes, "belongs")?,
            schemes: take(&mut schemes, "area")?,
        })
    }

    /// One area, person for person.
    pub(super) fn alone(&self, area: &Area) -> String {
        let place = match area.kind {
            Kind::Force => "police force area",
            Kind::Borough => "(London borough)",
            Kind::Town => "(town)",
        };
        let region = self.title(&area.region);
        let mut about = format!(
            "{} alone at 1:1: residents and drug deaths of its own, what the baseline has of {region} and national \
             values otherwise.",
            area.title
        );
        let mut head = vec![
            format!("{} {place}, person for person", area.title),
            String::new(),
            "Made from evidence/areas/areas.csv, evidence/areas/schemes.toml and the baseline's region.".to_owned(),
            "A note says of each figure whether it is local, a regional share or national; what is not".to_owned(),
            "here is national. Regions are not simulated.".to_owned(),
        ];
        if area.region == "wales" {
            let wales = "Residents and deaths are Welsh; treatment and continuity of care rest on England's statistics.";
            about = format!("{about} {wales}");
        }
        if !area.note.is_empty() {
            about = format!("{about} {}", area.note);
            head.extend([String::new(), area.note.clone()]);
        }
        if !area.like.is_empty() {
            let like = format!("To stand next to: areas/{}.", area.like);
            about = format!("{about} {like}");
            head.extend([String::new(), like]);
        }
        let title = format!("{} {place}, person for person", area.title);
        let mut out = header(&head, &area.key, &title, &about);
        out.push_str(
            "\n[settings]\npopulation_scale = { value = 1.0, source = \"definition\", note = \"Every person is simulated.\" }\n",
        );
        self.area(&mut out, area);
        self.others(&mut out, &BTreeSet::from([area.section()]));
        out
    }

    /// All forces in one country.
    pub(super) fn together<'a>(&self, areas: impl Iterator<Item = &'a Area>) -> String {
        let title = "England and Wales by police force area";
        let head = [
            title.to_owned(),
            String::new(),
            "Made from evidence/areas/areas.csv, evidence/areas/schemes.toml and the baseline's regions."
                .to_owned(),
            "The shares of the forces of a region add up to the region's.".to_owned(),
        ];
        let about = "The baseline with the 43 police force areas in place of the ten regions.";
        let mut out = header(&head, "all-areas", title, about);
        let mut own = BTreeSet::new();
        for area in areas {
            own.insert(area.section());
            self.area(&mut out, area);
        }
        self.others(&mut out, &own);
        out
    }

    pub(super) fn title(&self, region: &str) -> String {
        let title = self.regions.get(region).and_then(|of| of.get("title"));
        let title = title.and_then(Value::as_str);
        title.unwrap_or(region).to_owned()
    }

    /// The section of an area and those below it.
    fn area(&self, out: &mut String, area: &Area) {
        let name = area.section();
        let region = self.title(&area.region);
        let _ = writeln!(out, "\n[areas.{name}]\ntitle = {}", quoted(&area.title));
        let of = |key: &str| self.range(&[&area.region, key]);
        if let Some(people) = of("population_share") {
            let note = format!(
                "{}: {:.2} % of the residents of {region}.",
                Mark::Local.word(),
                100.0 * area.share_of_population
            );
            let share = people.times(area.share_of_population);
            line(out, "population_share", &share.number(), PEOPLE, &note);
        }
        if let Some(need) = of("need_share") {
            let (few, many) = order(area.share_of_population, area.share_of_deaths);
            let share = Range {
                value: need.value * area.share_of_need,
                low: need.low * few * DEATHS_OFF[0],
                high: need.high * many * DEATHS_OFF[1],
            };
            let note = format!(
                "{}: half way between its {:.2} % of the adults of {region} and its {:.2} % of the drug deaths.",
                Mark::Regional.word(),
                100.0 * (2.0 * area.share_of_need - area.share_of_deaths),
                100.0 * area.share_of_deaths
            );
            line(out, "need_share", &share.number(), "assumption", &note);
        }
        let prison = Range {
            value: area.prison_share,
            low: area.prison_share * PRISON_OFF[0],
            high: area.prison_share * PRISON_OFF[1],
        };
        let note = format!(
            "{}: of all prisoners, as all areas together fill the estate.",
            Mark::National.word()
        );
        line(out, "prison_share", &prison.number(), "assumption", &note);
        self.staffing(out, &area.region);
        let residents = format!("value = {}", area.residents);
        let note = format!("{}: mid-2020.", Mark::Local.word());
        line(out, "residents", &residents, PEOPLE, &note);

        let _ = writeln!(out, "\n[areas.{name}.{OFFENDING}]");
        self.arrest_rates(out, area);
        for (section, value) in self.sections(area) {
            if section != OFFENDING {
                let _ = writeln!(out, "\n[areas.{name}.{section}]");
            }
            leaves(out, "", value, &|path| {
                section == OFFENDING && path.starts_with(RATES)
            });
        }
    }

    /// The arrest rates of an area.
    fn arrest_rates(&self, out: &mut String, area: &Area) {
        let arrests = format!("{:.0} arrests a year", area.arrests);
        let note = match (area.kind, area.arrests_evidence.as_str()) {
            (Kind::Force, "") => format!(
                "{}: the forces of which no arrests are known have together what the others leave of the baseline's.",
                Mark::National.word()
            ),
            (Kind::Force, evidence) => {
                format!(
                    "{}: chosen so that there are {arrests} ({evidence}).",
                    Mark::Local.word()
                )
            }
            (Kind::Borough | Kind::Town, _) => {
                format!("{}: as areas/{}.", Mark::Regional.word(), area.within)
            }
        };
        for (group, figure) in self.rates(&area.region) {
            let parts = ["value", "low", "high"].map(|part| {
                let rate = figure.get(part).and_then(Value::as_str).and_then(rate);
                rate.map(|(rate, per)| {
                    format!("{part} = \"{}{per}\"", short(rate * area.arrest_factor))
                })
            });
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let key = format!("{RATES}.{group}");
            line(out, &key, &parts.join(", "), "calibrated", &note);
        }
    }

    /// How services are staffed against need: as in the region.
    pub(super) fn staffing(&self, out: &mut String, region: &str) {
        for staffing in ["treatment_staffing", "probation_staffing"] {
            if let Some(range) = self.range(&[region, staffing]) {
                let note = format!("{}: as {}.", Mark::Regional.word(), self.title(region));
                line(out, staffing, &range.number(), "assumption", &note);
            }
        }
    }

    /// The arrest rates of a region by substance: its own, or the national ones.
    pub(super) fn rates(&self, region: &str) -> Vec<(&str, &Value)> {
        let regional = self.regions.get(region).and_then(|of| of.get(OFFENDING));
        let regional = regional.and_then(|of| of.get(RATES));
        let national = self.figure(&format!("{OFFENDING}.{RATES}")).and_then(table);
        let of = |(group, national)| {
            (
                group,
                regional.and_then(|of| of.get(group)).unwrap_or(national),
            )
        };
        let all = national.into_iter().flatten();
        all.map(|(group, figure)| of((group.as_str(), figure)))
            .collect()
    }

    /// A figure of the country, or a table of them.
    pub(super) fn figure(&self, path: &str) -> Option<&Value> {
        let (first, rest) = path.split_once('.')?;
        rest.split('.')
            .try_fold(self.baseline.get(first)?, |at, key| at.get(key))
    }

    /// A figure of the country with its range.
    pub(super) fn national_range(&self, path: &str) -> Option<Range> {
        range(self.figure(path)?)
    }

    /// The local sections of a region that are about no single force.
    pub(super) fn regional(&self, region: &str) -> Vec<(&str, &Value)> {
        let belongs = self.belongs.get(region).and_then(table);
        let is_general = |section: &str| belongs.is_none_or(|of| !of.contains_key(section));
        let all = self
            .regions
            .get(region)
            .and_then(table)
            .into_iter()
            .flatten();
        let sections = all.filter(|(section, value)| is_section(value) && is_general(section));
        sections
            .map(|(name, value)| (name.as_str(), value))
            .collect()
    }

    /// The local sections of an area: its own, and those of its region that are about it.
    fn sections<'a>(&'a self, area: &Area) -> Vec<(&'a str, &'a Value)> {
        let own = self.schemes.get(&area.key).and_then(table);
        let region = self.regions.get(&area.region).and_then(table);
        let belongs = self.belongs.get(&area.region).and_then(table);
        let is_about = |section: &str| {
            let of = belongs
                .and_then(|of| of.get(section))
                .and_then(Value::as_str);
            of.is_none_or(|of| of == area.key)
        };
        let is_own = |section: &str| own.is_some_and(|own| own.contains_key(section));
        let inherited = region
            .into_iter()
            .flatten()
            .filter(|(section, value)| is_section(value) && is_about(section) && !is_own(section));
        let own = own.into_iter().flatten();
        own.chain(inherited)
            .map(|(name, value)| (name.as_str(), value))
            .collect()
    }

    /// A figure of a region.
    pub(super) fn range(&self, path: &[&str; 2]) -> Option<Range> {
        range(self.regions.get(path[0])?.get(path[1])?)
    }

    /// The regions that are not simulated.
    pub(super) fn others(&self, out: &mut String, own: &BTreeSet<String>) {
        for region in self.regions.keys().filter(|region| !own.contains(*region)) {
            let _ = writeln!(out, "\n[areas.{region}]");
            for share in ["population_share", "need_share"] {
                line(out, share, "value = 0", "definition", "Not simulated.");
            }
        }
    }
}
