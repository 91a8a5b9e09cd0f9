//! Text of users as it can be shown.

use std::borrow::Cow;

/// `text` with every character that a terminal would obey rather than show written as an escape
/// such as `\u001b`: control characters, and those that turn the direction of writing.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_obeyed(character) {
            // All of them are of 16 bits: the escapes of JSON, so that JSON stays JSON.
            safe += &format!("\\u{:04x}", u32::from(character));
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}

/// Whether a terminal does something else with a character than show it.
fn is_obeyed(character: char) -> bool {
    let turns = matches!(
        character,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    turns || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        let title = "\u{1b}[31mRED\u{1b}]0;pwn\u{7}\u{202e}=cmd\u{9b}1m\r\n";
        let safe = shown(title);
        assert_eq!(
            safe,
            "\\u001b[31mRED\\u001b]0;pwn\\u0007\\u202e=cmd\\u009b1m\\u000d\\u000a"
        );
        let plain = "Durham: £480,000 – “navigators” naïve";
        assert!(matches!(shown(plain), Cow::Borrowed(_)));
    }
}
