//! The words of a field, and where in a scenario they are.

/// A word that people look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As people write it, in small letters.
    pub word: &'static str,
    /// The sections and parameters that it stands for, or that move it.
    pub paths: &'static [&'static str],
    /// What else there is to say: what it is short for, or that it is a result.
    pub note: &'static str,
}

impl Word {
    /// What is said to somebody who wrote the word where it is not known.
    pub fn answer(&self) -> String {
        let paths: Vec<String> = self.paths.iter().map(|path| format!("`{path}`")).collect();
        match self.note {
            "" => format!("`{}` is under {}", self.word, paths.join(", ")),
            note => format!("{note}: {}", paths.join(", ")),
        }
    }
}

/// A word, the paths that it stands for, and a note on it.
pub const fn word(word: &'static str, paths: &'static [&'static str], note: &'static str) -> Word {
    Word { word, paths, note }
}

/// Small letters and single spaces, whatever stood between the words.
pub fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The word that is exactly this text, or short for it, whether one or many are meant.
pub fn exact<'a>(words: &'a [Word], text: &str) -> Option<&'a Word> {
    let text = plain(text);
    let same = |word: &str| {
        let word = plain(word);
        if word.is_empty() {
            return false;
        }
        word == text || format!("{word}s") == text || format!("{text}s") == word
    };
    let by = |of: fn(&Word) -> &'static str| words.iter().find(|one| same(of(one)));
    by(|one| one.word).or_else(|| by(|one| one.note))
}

/// The words in which this text occurs, or that occur in it; of several words also those that say in
/// full what one is short for.
pub fn near<'a>(words: &'a [Word], text: &str) -> Vec<&'a Word> {
    let text = plain(text);
    let within = |part: &str, whole: &str| {
        let whole = format!(" {whole} ");
        whole.contains(&format!(" {part}")) && !part.is_empty()
    };
    let is_near = |one: &&Word| {
        let word = plain(one.word);
        within(&text, &word)
            || format!(" {text} ").contains(&format!(" {word} "))
            || text.contains(' ') && within(&text, &plain(one.note))
    };
    words.iter().filter(is_near).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Scenario;
    use super::super::relations::Related;
    use super::super::schema::Model;
    use super::*;

    /// Protects: what an abbreviation stands for leads to the same place.
    #[test]
    fn words_in_full_are_known() {
        for (full, short) in [
            ("Mental health treatment requirement", "mhtr"),
            ("drug rehabilitation requirements", "drr"),
            ("end of custody supervised licence", "ecsl"),
        ] {
            assert_eq!(exact(Model::words(), full).map(|one| one.word), Some(short));
        }
        let near = near(Model::words(), "opioid substitution");
        assert!(near.iter().any(|one| one.word == "ost"));
        assert!(exact(Model::words(), "").is_none());
    }

    /// Protects: the list sends nobody to a section or parameter that there is none of.
    #[test]
    fn every_word_leads_somewhere() {
        let baseline = Scenario::<Model>::load("baseline", &[]).unwrap();
        let parameters = baseline.parameters();
        let leads = |path: &str| {
            parameters.iter().any(|one| {
                let rest = one.path.strip_prefix(path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        for word in Model::words() {
            assert!(!word.paths.is_empty(), "{}", word.word);
            for path in word.paths {
                assert!(leads(path), "{}: {path}", word.word);
            }
        }
    }

    /// Protects: no word stands twice, and all are found as they are written.
    #[test]
    fn words_are_sorted_and_found() {
        let words: Vec<&str> = Model::words().iter().map(|one| one.word).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "{words:?}");
        for word in &words {
            assert_eq!(exact(Model::words(), word).map(|one| one.word), Some(*word));
        }
        let found = exact(Model::words(), "peer_mentors").map(|one| one.word);
        assert_eq!(found, Some("peer mentor"));
    }
}
