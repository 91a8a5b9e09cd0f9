//! What each area has of posts, places and suites at 1:1: its share of what is stated for the
//! country, or what is stated for the area itself.

use crate::scenario::schema::Model;
use crate::strata::{ByStaff, Staff, Stands};

/// What is counted for the country and shared out to areas, where they do not state their own, apart
/// from the posts of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pathway) enum Total {
    /// Custody suites.
    Suites,
    /// Places under drug rehabilitation requirements.
    Drr,
    /// Places under alcohol treatment requirements.
    Atr,
    /// Places under mental health treatment requirements.
    Mhtr,
    /// Places of the basic accommodation offer.
    Cas3,
    /// Places in hostels.
    Hostels,
    /// Places in supported housing.
    Supported,
    /// Homes to let in a year.
    Lettings,
    /// Places in approved premises.
    Approved,
    /// Places of the two-week package.
    StartingPoint,
    /// Cases on long licences that are people in no other part of the model.
    StandingLicences,
    /// Cases before release that are people in no other part of the model.
    StandingCustody,
    /// People who wait for treatment in the community on the first day.
    Waiting,
}

/// How many totals there are.
const COUNT: usize = Total::Waiting as usize + 1;

/// Every total of a model, in the order of [`Total`].
fn totals(m: &mut Model) -> [&mut f64; COUNT] {
    let (orders, housing) = (&mut m.orders, &mut m.housing);
    [
        m.arrest_referral.suites.get_mut(),
        orders.drr.places.get_mut(),
        orders.atr.places.get_mut(),
        orders.mhtr.chain.places.get_mut(),
        housing.cas3.places.get_mut(),
        housing.hostels.places.get_mut(),
        housing.supported.places.get_mut(),
        housing.lettings.a_year.get_mut(),
        housing.approved_places.get_mut(),
        housing.starting_point.places.get_mut(),
        m.probation.standing.licence.get_mut(),
        m.probation.standing.custody.get_mut(),
        m.community_treatment.waiting_at_start.get_mut(),
    ]
}

/// What one area has, at 1:1.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    totals: [f64; COUNT],
    posts: ByStaff<f64>,
}

impl Provision {
    /// Reads off what an area has, from its values with its own totals in them. What is left in
    /// the values says only whether there is any, so that areas that differ in nothing else are
    /// alike: it is the national total, unless one of the two is nil.
    pub(in crate::pathway) fn taken_from(own: &mut Model, national: &Model) -> Provision {
        let taken = |own: &mut f64, national: f64| {
            let has = *own;
            if (has > 0.0) == (national > 0.0) {
                *own = national;
            }
            has
        };
        let posts = ByStaff::from_fn(|staff| match staff.stands() {
            Stands::Area => {
                let national = *national.workers(staff).posts;
                taken(own.workers_mut(staff).posts.get_mut(), national)
            }
            Stands::Prisons => 0.0,
        });
        let mut national = national.clone();
        let pairs = totals(own).into_iter().zip(totals(&mut national));
        let mut has = [0.0; COUNT];
        for ((own, national), has) in pairs.zip(&mut has) {
            *has = taken(own, *national);
        }
        Provision { totals: has, posts }
    }

    /// How many of them.
    #[inline]
    pub(in crate::pathway) fn of(&self, what: Total) -> f64 {
        self.totals[what as usize]
    }

    /// Posts of a service that each area has; none of one that the prisons have.
    pub(in crate::pathway) fn posts(&self, of: Staff) -> f64 {
        self.posts[of]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Scenario, json_schema};
    use serde_json::Value;

    /// Protects: a post or place that the schema calls a total, and that an area may state, is in
    /// the list, so that its local value is what the area has.
    #[test]
    fn the_list_is_that_of_the_schema() {
        let schema = json_schema::<Model>();
        let area = &schema["$defs"]["Area"];
        let sections = area["x-local-sections"].as_array().expect("there are some");
        let found: usize = sections
            .iter()
            .filter_map(Value::as_str)
            .map(|section| count(&schema, &schema["properties"][section]))
            .sum();
        let services = Staff::ALL
            .into_iter()
            .filter(|staff| staff.stands() == Stands::Area);
        assert_eq!(found, COUNT + services.count());
    }

    fn count(schema: &Value, value: &Value) -> usize {
        if value["x-total"] == Value::Bool(true) {
            return 1;
        }
        let name = value["$ref"].as_str().unwrap_or_default();
        let of = &schema["$defs"][name.rsplit('/').next().unwrap_or_default()];
        let fields = of["properties"].as_object();
        fields.map_or(0, |fields| {
            fields.values().map(|field| count(schema, field)).sum()
        })
    }

    /// Protects: what stands under an area is its own, and what does not is its share.
    #[test]
    fn an_area_has_what_it_states_or_its_share() {
        let set = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let set = [
            set("diversion.workers.posts", "100"),
            set("areas.london.diversion.workers.posts", "12"),
            set("community_treatment.opiate.posts", "1000"),
        ];
        let scenario = Scenario::<Model>::load("baseline", &set).expect("it is good");
        let date = "2027-04-01".parse().expect("a date");
        let national = scenario.at(date).expect("it fits");
        let has = |area: &str| {
            let mut own = scenario.area_at(area, date).expect("it fits");
            let has = Provision::taken_from(&mut own, &national);
            assert_eq!(*own.diversion.workers.posts, 100.0);
            [Staff::Diversion, Staff::Opiate].map(|of| has.posts(of))
        };
        let london = &national.areas["london"];
        let wales = &national.areas["wales"];
        let share = *london.need_share * *london.treatment_staffing;
        assert_eq!(has("london"), [12.0, 1000.0 * share]);
        assert_eq!(has("wales")[0], 100.0 * *wales.need_share);
    }
}
