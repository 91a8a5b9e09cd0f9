//! The balance of places to live, person by person: every place held is somebody's, and everybody
//! on a waiting list is in it.

use crate::pathway::community::homes::Home;
use crate::pathway::person::{Id, Person, flag};
use crate::pathway::world::World;

/// What is wrong with the places of any area.
pub(in crate::pathway::run) fn wrong(world: &World<'_>) -> Vec<String> {
    let count = |area: usize, of: &dyn Fn(&Person) -> bool| -> u32 {
        let people = world.people.iter().enumerate();
        people
            .filter(|&(id, p)| world.is_present(id as Id) && p.home() == area && of(p))
            .map(|_| 1)
            .sum()
    };
    let mut wrong = Vec::new();
    for (area, services) in world.areas.iter().enumerate() {
        let homes = &services.homes;
        let mut same = |what: &str, by_person: u32, kept: u32| {
            if by_person != kept {
                wrong.push(format!(
                    "{what}, area {area}: {by_person} by persons, {kept} kept"
                ));
            }
        };
        for place in Home::ALL {
            let held = |p: &Person| p.place_held() == Some(place) && !p.is(flag::HOUSED_BESIDE);
            same(place.phrase(), count(area, &held), homes.of(place).held());
            let awaits = |p: &Person| p.place_awaited() == Some(place);
            same(
                "the queue for it",
                count(area, &awaits),
                homes.of(place).waiting(),
            );
        }
        let awaits = count(area, &Person::awaits_letting);
        same("the queue for lettings", awaits, homes.lettings.waiting());
    }
    wrong
}
