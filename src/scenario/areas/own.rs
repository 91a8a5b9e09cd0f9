//! The text of an area that somebody answered questions about.

use std::collections::BTreeSet;
use std::fmt::Write;

use toml::Value;

use super::lines::{Range, header, is_section, leaves, line, number, rate, short};
use super::questions::{Answers, RESIDENTS, residents_of};
use super::text::World;
use super::{AREAS, Mark, SCHEMES};

/// What a fit of an area moves: each from nil, which leaves the region's or the national value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moves {
    /// The logarithm of a factor on the arrest rates.
    pub arrests: f64,
    /// On the odds that an arrest ends in no further action.
    pub dropped: f64,
    /// On how often diversion is offered, and to whom.
    pub offered: f64,
    /// On the odds that an offer is taken up.
    pub accepted: f64,
    /// On the odds that a session is attended.
    pub attended: f64,
    /// On how many people have a need.
    pub need: f64,
    /// On how many prisoners come from it.
    pub prison: f64,
}

/// The logarithm of how many times as many of those open to diversion may be offered it, before it is
/// opened to more people.
pub const OFFERED_MORE: f64 = 1.5;
/// By how many convictions it is opened for each step beyond that, and how far at most.
const MORE_CONVICTIONS: f64 = 15.0;
const MOST_CONVICTIONS: f64 = 40.0;
/// The most arrests of one person in a year that a scenario takes: the search for a rate ends there.
const MOST_ARRESTS: f64 = 100.0;

/// The worlds in which an area of one's own is made.
pub struct Maker {
    world: World,
}

impl Maker {
    /// With the regions and the national values of a baseline.
    pub fn new(baseline: &str) -> Option<Self> {
        let world = World::read(baseline, SCHEMES)?;
        Some(Self { world })
    }

    /// The names of the regions.
    pub fn regions(&self) -> Vec<String> {
        self.world.regions.keys().cloned().collect()
    }

    /// The scenario of an area.
    pub fn text(&self, key: &str, answers: &Answers, moves: &Moves) -> String {
        Text {
            world: &self.world,
            key,
            answers,
            moves,
        }
        .whole()
    }

    /// A number of the baseline, such as `diversion.workers.posts`.
    pub fn national(&self, path: &str) -> Option<f64> {
        number(self.world.figure(path)?.get("value")?)
    }

    /// The area's share of the need of the country.
    pub fn share_of_need(&self, answers: &Answers, moves: &Moves) -> f64 {
        share_of_need(&self.world, answers, moves)
    }
}

fn share_of_need(world: &World, answers: &Answers, moves: &Moves) -> f64 {
    let need = world.range(&[&answers.region, "need_share"]);
    let share = share_of_region(answers);
    need.map_or(0.0, |need| need.value * share * libm::exp(moves.need))
}

struct Text<'a> {
    world: &'a World,
    key: &'a str,
    answers: &'a Answers,
    moves: &'a Moves,
}

/// The area's share of the residents of its region.
fn share_of_region(answers: &Answers) -> f64 {
    answers.get(RESIDENTS).unwrap_or(0.0) / residents_of(&answers.region)
}

impl Text<'_> {
    fn section(&self) -> String {
        self.key.replace('-', "_")
    }

    fn typed(&self, key: &str) -> Option<f64> {
        self.answers.get(key)
    }

    fn whole(&self) -> String {
        let region = self.world.title(&self.answers.region);
        let head = [
            format!("{}: an area of one's own", self.key),
            String::new(),
            "Made by `throughcare new area`. A note says of each figure where it is from: `Local` was typed, or".to_owned(),
            format!("chosen so that what was typed comes out; `Regional share` is {region}'s; what is not here is"),
            "national. Change what you know better, and give it a source.".to_owned(),
        ];
        let typed: Vec<String> = self
            .answers
            .numbers
            .iter()
            .map(|(key, value)| format!("{key} {value}"))
            .collect();
        let about = format!(
            "Typed: {}. Everything else is {region}'s or national.",
            typed.join(", ")
        );
        let mut out = header(&head, self.key, self.key, &about);
        out.push_str("\n[settings]\npopulation_scale = { value = 1.0, source = \"definition\", note = \"Every person is simulated.\" }\n");
        self.people(&mut out, &region);
        self.police(&mut out);
        self.diversion(&mut out);
        self.workers(&mut out);
        self.inherited(&mut out);
        self.world
            .others(&mut out, &BTreeSet::from([self.section()]));
        self.programme(&mut out);
        out
    }

    fn head(&self, out: &mut String, section: &str) {
        let dot = if section.is_empty() { "" } else { "." };
        let _ = writeln!(out, "\n[areas.{}{dot}{section}]", self.section());
    }

    fn people(&self, out: &mut String, region: &str) {
        let (world, answers) = (self.world, self.answers);
        let of = |key: &str| world.range(&[&answers.region, key]);
        let share = share_of_region(answers);
        self.head(out, "");
        let _ = writeln!(out, "title = {}", Value::String(self.key.to_owned()));
        if let Some(people) = of("population_share") {
            let note = format!(
                "Local: {:.2} % of the residents of {region}.",
                100.0 * share
            );
            line(
                out,
                "population_share",
                &people.times(share).number(),
                "assumption",
                &note,
            );
        }
        if let Some(need) = of("need_share") {
            let note = match self.typed("treatment_people") {
                Some(people) => {
                    format!("Local: chosen so that {people} people are in treatment in a year.")
                }
                None => format!("{}: by residents.", Mark::Regional.word()),
            };
            let need = need.times(share * libm::exp(self.moves.need));
            line(out, "need_share", &need.number(), "assumption", &note);
        }
        let note = "National: of all prisoners, as its region, by its charges, so that prisons are as full as the country's.";
        line(
            out,
            "prison_share",
            &self.prison().number(),
            "assumption",
            note,
        );
        world.staffing(out, &answers.region);
        let people = format!("value = {}", answers.get(RESIDENTS).unwrap_or(0.0));
        line(out, "residents", &people, "definition", "Local: typed.");
    }

    /// Its share of all prisoners: as the forces of its region have, more or less with what is moved.
    fn prison(&self) -> Range {
        let region = &self.answers.region;
        let forces = AREAS
            .iter()
            .filter(|area| area.is_force() && area.region == *region);
        let all: f64 = forces.map(|area| area.prison_share).sum();
        let share = all * share_of_region(self.answers) * libm::exp(self.moves.prison);
        let value = share.clamp(1e-6, 0.5);
        Range {
            value,
            low: 0.8 * value,
            high: 1.2 * value,
        }
    }

    fn police(&self, out: &mut String) {
        self.head(out, "offending");
        let factor = libm::exp(self.moves.arrests);
        let note = match self.typed("arrests") {
            Some(arrests) => format!("Local: chosen so that there are {arrests} arrests a year."),
            None => "National.".to_owned(),
        };
        for (group, figure) in self.world.rates(&self.answers.region) {
            let parts = ["value", "low", "high"].map(|part| {
                let (rate, per) = rate(figure.get(part)?.as_str()?)?;
                let moved = (rate * factor).min(MOST_ARRESTS);
                Some(format!("{part} = \"{}{per}\"", short(moved)))
            });
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            line(
                out,
                &format!("arrest_rate.{group}"),
                &parts.join(", "),
                "calibrated",
                &note,
            );
        }
        let Some(charges) = self.typed("charges") else {
            return;
        };
        self.head(out, "police");
        let note = format!("Local: chosen so that there are {charges} charges a year.");
        self.odds(
            out,
            "police",
            "no_further_action",
            self.moves.dropped,
            &note,
        );
    }

    fn diversion(&self, out: &mut String) {
        let (offers, taken) = (self.typed("offers"), self.typed("diversions"));
        let (completed, posts) = (self.typed("completions"), self.typed("navigators"));
        if [offers, taken, completed, posts]
            .iter()
            .all(Option::is_none)
        {
            return;
        }
        self.head(out, "diversion");
        if let Some(posts) = posts {
            line(
                out,
                "workers.posts",
                &format!("value = {posts}"),
                "definition",
                "Local: typed.",
            );
        }
        if let Some(number) = offers.or(taken) {
            let what = if offers.is_some() {
                "offers"
            } else {
                "diversions"
            };
            let note = format!("Local: chosen so that there are {number} {what} a year.");
            self.offered(out, &note);
        }
        if let (Some(offers), Some(taken)) = (offers, taken) {
            let note = format!("Local: chosen so that {taken} of {offers} offers are taken up.");
            self.odds(out, "diversion", "accepted", self.moves.accepted, &note);
            self.odds(out, "diversion", "admits", self.moves.accepted, &note);
        }
        if let Some(completed) = completed {
            let note = format!("Local: chosen so that {completed} people complete in a year.");
            self.odds(
                out,
                "diversion",
                "conditions.attended",
                self.moves.attended,
                &note,
            );
        }
    }

    /// How often diversion is offered: more of those it is open to, and beyond that it is open to more
    /// people, to those with more convictions too.
    fn offered(&self, out: &mut String, note: &str) {
        let factor = libm::exp(self.moves.offered.min(OFFERED_MORE));
        let beyond = (self.moves.offered - OFFERED_MORE).max(0.0);
        for route in ["street", "summons", "custody"] {
            let key = format!("{route}.offered");
            if let Some(range) = self.world.national_range(&format!("diversion.{key}")) {
                let range = range.times(factor).at_most(1.0);
                line(out, &key, &range.number(), "calibrated", note);
            }
        }
        if beyond == 0.0 {
            return;
        }
        self.odds(out, "diversion", "custody.eligible", beyond, note);
        if let Some(range) = self.world.national_range("diversion.convictions_up_to") {
            let most = libm::round(range.value + MORE_CONVICTIONS * beyond).min(MOST_CONVICTIONS);
            let numbers = format!(
                "value = {most}, low = {}, high = {MOST_CONVICTIONS}",
                range.value
            );
            line(out, "convictions_up_to", &numbers, "calibrated", note);
        }
    }

    fn workers(&self, out: &mut String) {
        if let Some(posts) = self.typed("custody_workers") {
            self.head(out, "arrest_referral");
            line(
                out,
                "workers.posts",
                &format!("value = {posts}"),
                "definition",
                "Local: typed.",
            );
        }
        let Some(posts) = self.typed("treatment_posts") else {
            return;
        };
        self.head(out, "community_treatment");
        let national = ["opiate", "other"].map(|service| {
            let range = self
                .world
                .national_range(&format!("community_treatment.{service}.posts"));
            (service, range.map_or(0.0, |range| range.value))
        });
        let all: f64 = national.iter().map(|(_, posts)| posts).sum();
        for (service, of) in national {
            let share = format!("value = {}", short(posts * of / all));
            let note = format!("Local: typed, {posts} posts, divided as nationally.");
            line(
                out,
                &format!("{service}.posts"),
                &share,
                "definition",
                &note,
            );
        }
    }

    /// What the region has of its own, and no single force.
    fn inherited(&self, out: &mut String) {
        let (world, region) = (self.world, &self.answers.region);
        for (section, value) in world.regional(region) {
            if section != "offending" {
                self.head(out, section);
                leaves(out, "", value, &|_| false);
            }
        }
    }

    fn programme(&self, out: &mut String) {
        let Some(cost) = self.typed("scheme_cost") else {
            return;
        };
        let national = |path: &str| {
            self.world
                .national_range(path)
                .map_or(0.0, |range| range.value)
        };
        // Workers that nobody typed are its share of the national ones, and costed too.
        let posts = self.typed("navigators").unwrap_or_else(|| {
            let share = share_of_need(self.world, self.answers, self.moves);
            national("diversion.workers.posts") * share
        });
        let workers = libm::round(posts * national("costs.staff.diversion"));
        let rest = (cost - workers).max(0.0);
        let note = format!(
            "Local: the {cost} pounds that were typed, less {workers} for its workers, who are costed where they are simulated."
        );
        let name = self.section().replace('_', "-");
        let _ = writeln!(
            out,
            "\n[programme.{name}-scheme]\nfor = [\"{}\"]",
            self.section()
        );
        line(
            out,
            "each_year",
            &format!("value = {rest}"),
            "definition",
            &note,
        );
    }

    /// The chances of a table, or one chance, with their odds multiplied.
    fn odds(&self, out: &mut String, section: &str, key: &str, by: f64, note: &str) {
        let Some(figure) = self.world.figure(&format!("{section}.{key}")) else {
            return;
        };
        let leaves: Vec<(String, &Value)> = match figure {
            Value::Table(table) if is_section(figure) => {
                let named = table.iter().map(|(of, one)| (format!("{key}.{of}"), one));
                named.collect()
            }
            one => vec![(key.to_owned(), one)],
        };
        for (key, one) in leaves {
            let parts = ["value", "low", "high"].map(|part| {
                let chance = number(one.get(part)?)?;
                Some(format!("{part} = {}", short(moved(chance, by))))
            });
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            line(out, &key, &parts.join(", "), "calibrated", note);
        }
    }
}

/// A chance with the logarithm of its odds moved.
fn moved(chance: f64, by: f64) -> f64 {
    if chance <= 0.0 || chance >= 1.0 {
        return chance;
    }
    let odds = chance / (1.0 - chance) * libm::exp(by);
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests;
