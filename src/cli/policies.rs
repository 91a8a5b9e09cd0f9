//! `throughcare policies`: a page of all policies and a page of each, from results that are there.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::report::results_in;
use super::streams::{Stdout, note};
use super::{clock, estates, written};
use crate::experiment::files::{Directory, write_whole};
use crate::experiment::keep::Keep;
use crate::figures::{Dossier, READ};
use crate::output::{MANIFEST, MARKER, Places, PolicyPage, is_ours, policies_page, policy_pages};

/// By which files the root of the repository is known, whose pages link to each other.
const OF_THE_ROOT: [&str; 3] = ["docs/limits.md", "docs/model.md", "scenarios/levers.csv"];

/// Tells every policy of finished results in a row: what it moves and costs on each estate, what it
/// rests on, and where it does little or harm; nothing is simulated
#[derive(Debug, Args)]
pub struct PoliciesArgs {
    /// The result folder of a `compare`; those of `compare --estates` beside it, with -full and -slack behind
    /// its name, are read with it
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Writes the page into this file instead
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Writes a page of each policy too, with its chart, into this folder
    #[arg(long, value_name = "DIR", requires = "markdown")]
    pages: Option<PathBuf>,
    /// Replaces the file of --markdown, and those of --pages that this command wrote
    #[arg(long, requires = "markdown")]
    overwrite: bool,
}

/// Shows the page, or writes it and those of the policies.
///
/// # Errors
/// When a folder holds no comparison, or a file cannot be read or written.
pub fn run(args: &PoliciesArgs) -> anyhow::Result<ExitCode> {
    let beside = estates::folders_beside(&args.folder);
    let beside: Vec<PathBuf> = beside.into_iter().filter(|path| path.is_dir()).collect();
    let read: Vec<PathBuf> = std::iter::once(&args.folder)
        .chain(&beside)
        .flat_map(|folder| {
            let names = READ.into_iter().chain([MANIFEST, MARKER]);
            names.map(|name| folder.join(name))
        })
        .collect();
    if let Some(path) = &args.markdown {
        written::refuse(("--markdown", path), &read, args.overwrite)?;
    }
    let dossier = results(&args.folder, &beside)?;
    let date = clock::today();
    match (&args.markdown, &args.pages) {
        (Some(list), Some(folder)) => {
            let places = places(list, folder)?;
            let pages = policy_pages(&dossier, &date, &places)?;
            check((list, folder), &pages, args.overwrite)?;
            write_pages(folder, &pages)?;
            write(list, &policies_page(&dossier, &date, Some(&places))?)?;
            note(&format!("pages: {}", pages.len()));
        }
        (Some(list), None) => write(list, &policies_page(&dossier, &date, None)?)?,
        (None, _) => {
            Stdout::new().write_all(policies_page(&dossier, &date, None)?.as_bytes())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What is in the folder, with the other estates.
fn results(folder: &Path, beside: &[PathBuf]) -> Result<Dossier, Failure> {
    let mut dossier = results_in(folder)?;
    if dossier.facts.policies().is_empty() {
        let title = format!("`{}` holds no policy beside a baseline", folder.display());
        return Err(Failure::misuse(title)
            .help("name the folder of a `compare`, as of `compare baseline more-drrs --estates`"));
    }
    let others = beside.iter().map(|folder| results_in(folder));
    dossier.others = others.collect::<Result<_, _>>()?;
    Ok(dossier)
}

/// How the pages in `folder` and the list in the file `list` lead to each other.
fn places(list: &Path, folder: &Path) -> Result<Places, Failure> {
    if folder.join(MARKER).exists() {
        let title = format!("--pages names the result folder `{}`", folder.display());
        return Err(Failure::misuse(title).help("name a folder for pages alone"));
    }
    let refused = |source| {
        Failure::misuse(format!(
            "cannot use the folder `{}`: {source}",
            folder.display()
        ))
        .help("name another folder with --pages")
    };
    let of_pages = std::path::absolute(folder).map_err(refused)?;
    let of_list = std::path::absolute(list).map_err(refused)?;
    let above = of_list.parent().unwrap_or(&of_list);
    let name = of_list.file_name().unwrap_or_default().to_string_lossy();
    let is_root = |path: &&Path| OF_THE_ROOT.iter().all(|file| path.join(file).is_file());
    let root = of_pages.ancestors().skip(1).find(is_root);
    Ok(Places {
        pages: way(above, &of_pages),
        list: format!("{}{name}", way(&of_pages, above)),
        root: root.map(|root| way(&of_pages, root)),
    })
}

/// The way from one folder to another, as a link has it: nothing, or with a slash at its end.
fn way(from: &Path, to: &Path) -> String {
    let plain = |path: &Path| {
        let mut parts: Vec<String> = Vec::new();
        for part in path.components() {
            match part {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir => drop(parts.pop()),
                other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
            }
        }
        parts
    };
    let (from, to) = (plain(from), plain(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    let down: String = to[shared..].iter().map(|part| format!("{part}/")).collect();
    up + &down
}

/// Refuses to write over what is not ours, and over one of its own pages, before anything is written.
fn check(
    (list, folder): (&Path, &Path),
    pages: &[PolicyPage],
    replaces: bool,
) -> Result<(), Failure> {
    let mut own = vec![std::path::absolute(list).unwrap_or_default()];
    for name in pages.iter().flat_map(names) {
        let path = folder.join(name);
        let place = std::path::absolute(&path).unwrap_or_default();
        if own.contains(&place) {
            let title = format!("two pages would be written into `{}`", path.display());
            return Err(Failure::misuse(title).help("name another folder with --pages"));
        }
        own.push(place);
        written::refuse(("--pages", &path), &[], replaces)?;
        let there = std::fs::read(&path).unwrap_or_default();
        if path.is_file() && !is_ours(&String::from_utf8_lossy(&there)) {
            let title = format!("`{}` was not written by this command", path.display());
            return Err(Failure::misuse(title).help("name another folder with --pages"));
        }
    }
    Ok(())
}

/// The files of a page.
fn names(page: &PolicyPage) -> impl Iterator<Item = &str> {
    let picture = page.picture.iter().map(|(name, _)| &**name);
    std::iter::once(&*page.file).chain(picture)
}

fn write_pages(folder: &Path, pages: &[PolicyPage]) -> Result<(), Failure> {
    let cannot = |error| {
        Failure::failed(format!("cannot write into `{}`: {error}", folder.display()))
            .help("name a folder that can be written with --pages")
    };
    let into = Directory::open(folder).map_err(cannot)?;
    for page in pages {
        write(&into.path(&page.file), &page.text)?;
        if let Some((name, text)) = &page.picture {
            write(&into.path(name), text)?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = write_whole(path, |out| out.write_all(text.as_bytes()));
    written.map(|_| ()).map_err(|error| {
        Failure::failed(format!("cannot write `{}`: {error}", path.display()))
            .help("name a file that can be written")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects: links between the list and the pages lead there, wherever the two lie.
    #[test]
    fn a_way_leads_from_folder_to_folder() {
        let of = |from: &str, to: &str| way(Path::new(from), Path::new(to));
        assert_eq!(of("/a/docs", "/a/docs/policies"), "policies/");
        assert_eq!(of("/a/docs/policies", "/a/docs"), "../");
        assert_eq!(of("/a/docs/policies", "/a"), "../../");
        assert_eq!(of("/a/b", "/a/./c/../b"), "");
        assert_eq!(of("/a/b", "/a/c"), "../c/");
    }
}
