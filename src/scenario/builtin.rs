//! The scenarios and the evidence table that are part of the program, so that a single
//! executable is enough.

use super::areas;

/// How the names of scenario files end.
const ENDING: &str = ".toml";

/// A scenario of the folder `scenarios/`.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// Its file name.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Files of the folder `scenarios/` with their texts.
macro_rules! scenarios {
    ($($file:literal),* $(,)?) => {
        &[$(BuiltIn { file: $file, text: include_str!(concat!("../../scenarios/", $file)) }),*]
    };
}

/// Every scenario of the folder `scenarios/`, in alphabetical order.
pub const SCENARIOS: &[BuiltIn] = scenarios![
    "arrest-referral-expansion.toml",
    "baseline.toml",
    "breaking-the-cycle.toml",
    "cohort-shift.toml",
    "continuity-of-care.toml",
    "eighty-million-package.toml",
    "estates/full.toml",
    "estates/slack.toml",
    "everyone-in.toml",
    "front-loaded-release.toml",
    "funding-cliff.toml",
    "harm-reduction-tier.toml",
    "high-mortality.toml",
    "isfl-national-framework.toml",
    "minimal.toml",
    "more-drrs.toml",
    "more-sitting-days.toml",
    "national-diversion-framework.toml",
    "no-release-to-homelessness.toml",
    "peer-led-support.toml",
    "pre-release-engagement.toml",
    "prison-drug-workforce.toml",
    "prison-treatment-review.toml",
    "probation-refocus.toml",
    "short-sentence-presumption-with-drrs.toml",
    "short-sentence-presumption.toml",
    "starting-point-plus.toml",
    "strength-based-recovery.toml",
    "study-checkpoint-offered.toml",
    "study-checkpoint-prosecuted.toml",
    "sustained-funding.toml",
    "targeted-support.toml",
    "through-the-gate.toml",
    "without-progression-model.toml",
    "without-sds40.toml",
];

/// Names that scenarios had before, with what they are called now and why.
pub const RENAMED: &[(&str, &str)] = &[
    (
        "progression-model",
        "release at one third is law in the baseline now; without-progression-model takes it away",
    ),
    (
        "sds40-early-release",
        "it is called without-sds40 now: it takes early release at 40 % away, which the baseline has",
    ),
];

/// The evidence table: what each figure is and where it comes from.
pub const EVIDENCE: &str = include_str!("../../evidence/evidence.csv");

/// The published figures that `validate` holds a scenario against.
pub const TARGETS: &str = include_str!("../../evidence/targets.csv");

/// Why targets are missed, as far as that is known.
pub const MISSES: &str = include_str!("../../evidence/misses.csv");

/// What each scenario is about: the metric that its lever moves first, of whom, and whether it rises.
pub const LEVERS: &str = include_str!("../../scenarios/levers.csv");

/// The source studies that `validate --studies` repeats.
pub const STUDIES: &str = include_str!("../../evidence/studies.csv");

/// The posterior of the baseline's fitted parameters (`scenarios/baseline.posterior.csv`), once
/// there is one; without it every uncertain parameter is drawn from its range.
pub const POSTERIOR: Option<&str> = Some(include_str!("../../scenarios/baseline.posterior.csv"));

/// The parameters that `calibrate` fits, and why those.
pub const ADJUSTED: &str = include_str!("../../evidence/calibration.toml");

/// Scenarios that are at hand by name: those of the program, and whatever texts a caller that
/// has no files adds to them.
#[derive(Debug, Clone, Default)]
pub struct Library {
    texts: Vec<NamedText>,
    /// Whether names are looked for among files first.
    files: bool,
    /// Whether the areas of the program are among them.
    areas: bool,
}

/// A scenario in a [`Library`].
#[derive(Debug, Clone)]
pub(super) struct NamedText {
    /// Its file name.
    pub file: String,
    /// What messages call it.
    pub shown: String,
    /// Its text.
    pub text: String,
}

impl Library {
    /// The scenarios of the program, behind the files of this machine.
    pub fn built_in() -> Self {
        Self {
            areas: true,
            ..Self::of(SCENARIOS)
        }
    }

    /// These scenarios, behind the files of this machine.
    pub fn of(scenarios: &[BuiltIn]) -> Self {
        let texts = scenarios.iter().map(|one| NamedText {
            file: one.file.to_owned(),
            shown: format!("{} (built in)", one.file),
            text: one.text.to_owned(),
        });
        Self {
            texts: texts.collect(),
            files: true,
            areas: false,
        }
    }

    /// The same scenarios, for where there are no files, or none that may be looked at.
    #[must_use]
    pub fn without_files(self) -> Self {
        Self {
            files: false,
            ..self
        }
    }

    /// The same with one more text under the name of a file, such as `my-policy.toml`. It stands
    /// before any other of that name.
    #[must_use]
    pub fn with(mut self, file: impl Into<String>, text: impl Into<String>) -> Self {
        let mut file = file.into();
        if !file.ends_with(ENDING) {
            file += ENDING;
        }
        let text = NamedText {
            shown: file.clone(),
            file,
            text: text.into(),
        };
        self.texts.insert(0, text);
        self
    }

    /// The names of all scenarios, as files.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let areas = self.areas.then(areas::names).into_iter().flatten();
        let areas = areas.map(|name| name + ENDING);
        self.texts.iter().map(|one| one.file.clone()).chain(areas)
    }

    /// The text of a scenario, such as `baseline` or `areas/durham`.
    pub fn text(&self, name: &str) -> Option<String> {
        self.find(name).map(|one| one.text)
    }

    pub(super) fn reads_files(&self) -> bool {
        self.files
    }

    /// The scenario that a name, file name or path such as `scenarios/NAME.toml` means.
    pub(super) fn find(&self, name: &str) -> Option<NamedText> {
        let plain = name.strip_prefix("./").unwrap_or(name);
        // As a scenario in a folder below says it.
        let plain = plain.strip_prefix("../").unwrap_or(plain);
        let plain = plain.strip_prefix("scenarios/").unwrap_or(plain);
        let stem = plain.strip_suffix(ENDING).unwrap_or(plain);
        let mut texts = self.texts.iter();
        let text = texts.find(|one| one.file.strip_suffix(ENDING) == Some(stem));
        text.cloned().or_else(|| self.area(name))
    }

    /// The area that a name means.
    fn area(&self, name: &str) -> Option<NamedText> {
        let mut texts = self.texts.iter().filter(|_| self.areas);
        let baseline = texts.find(|one| one.file == "baseline.toml")?;
        let (file, text) = areas::scenario(name, &baseline.text)?;
        Some(NamedText {
            shown: format!("{file} (built in)"),
            file,
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scenario added to the folder and forgotten here would not be in the program.
    #[test]
    fn the_list_is_the_folder() {
        let in_folder = |below: &str| {
            let folder = format!("{}/scenarios/{below}", env!("CARGO_MANIFEST_DIR"));
            let entries = std::fs::read_dir(folder).into_iter().flatten();
            let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
            let files = names.filter(|name| name.ends_with(".toml"));
            files
                .map(|name| format!("{below}{name}"))
                .collect::<Vec<_>>()
        };
        let mut files = [in_folder(""), in_folder("estates/")].concat();
        files.sort();
        let listed: Vec<&str> = SCENARIOS.iter().map(|one| one.file).collect();
        assert_eq!(listed, files);
    }

    /// A posterior that lies in the folder and is not in the program would be left out silently.
    #[test]
    fn the_posterior_is_the_file() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/scenarios/baseline.posterior.csv"
        );
        let text = std::fs::read_to_string(file).ok();
        assert_eq!(POSTERIOR, text.as_deref(), "include it as POSTERIOR");
    }

    #[test]
    fn a_name_a_file_and_a_path_mean_the_same() {
        let library = Library::of(&[BuiltIn {
            file: "baseline.toml",
            text: "",
        }]);
        for name in [
            "baseline",
            "baseline.toml",
            "scenarios/baseline.toml",
            "./scenarios/baseline.toml",
        ] {
            assert!(library.find(name).is_some(), "{name}");
        }
        for name in ["", "base", "elsewhere/baseline.toml", "baseline.toml.toml"] {
            assert!(library.find(name).is_none(), "{name}");
        }
    }
}
