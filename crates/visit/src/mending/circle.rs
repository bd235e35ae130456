//! What comes after another, or belongs to it, does not come after itself. One copy puts the lunch after the talks, the other the talks
//! after the lunch: then of all in the circle the one with the last id lets go of it. What it said is in the history.

use std::collections::BTreeMap;

use crate::{Document, EntityKey, Kind, Mend, MendingRule, Reference, Storage};

pub(super) fn mends(document: &impl Document) -> Vec<Mend> {
    let kinds = kinds(document);
    let all = kinds.flat_map(|kind| {
        links_of(document, kind)
            .into_iter()
            .map(move |links| (kind, links))
    });
    all.flat_map(|(kind, links)| {
        let mends = cut(links).into_iter().map(move |(circle, last, link)| Mend {
            rule: MendingRule::Circle,
            path: place_of(document, kind, &link),
            rests_on: circle.into_iter().filter(|key| *key != last).collect(),
            entity: last,
            value: None,
        });
        mends.collect::<Vec<_>>()
    })
    .collect()
}

fn kinds<D: Document>(_: &D) -> impl Iterator<Item = Kind> {
    D::KINDS.iter().copied()
}

/// What each entity of a kind leads on to, in the order of the ids.
type Links = Vec<(EntityKey, Vec<Reference>)>;

/// The links among the entities of a kind, those of each field by themselves.
fn links_of(document: &impl Document, kind: Kind) -> Vec<Links> {
    let mut fields: BTreeMap<String, Links> = BTreeMap::new();
    for (id, entity) in document.entities(kind) {
        for link in entity.chains() {
            let links = fields.entry(names(&link).swap_remove(0)).or_default();
            match links.last_mut() {
                Some((key, own)) if key.id == id => own.push(link),
                _ => links.push((EntityKey::new(kind, id), vec![link])),
            }
        }
    }
    fields.into_values().collect()
}

/// Goes along the links from each entity in the order of the ids, and cuts every circle that it comes to at the last of those that are in
/// it. Returns the circles, each with that one and with the link that was cut.
fn cut(mut links: Links) -> Vec<(Vec<EntityKey>, EntityKey, Reference)> {
    let numbers: BTreeMap<EntityKey, usize> = links
        .iter()
        .enumerate()
        .map(|(number, (key, _))| (key.clone(), number))
        .collect();
    let mut found = Vec::new();
    let mut is_done = vec![false; links.len()];
    for start in 0..links.len() {
        // The way from the start, how many links of each on it were followed, and where on the way each is.
        let mut way = vec![(start, 0)];
        let mut places = BTreeMap::from([(start, 0)]);
        while let Some((from, followed)) = way.last_mut() {
            let from = *from;
            let link = links.get(from).and_then(|(_, own)| own.get(*followed));
            *followed += 1;
            let Some(link) = link else {
                is_done.get_mut(from).into_iter().for_each(|done| *done = true);
                places.remove(&from);
                way.pop();
                continue;
            };
            let Some(to) = numbers.get(&link.to).copied() else {
                continue;
            };
            let Some(begins) = places.get(&to).copied() else {
                if is_done.get(to) == Some(&false) {
                    places.insert(to, way.len());
                    way.push((to, 0));
                }
                continue;
            };
            let circle: Vec<(usize, usize)> = way.iter().skip(begins).copied().collect();
            let Some((last, followed)) = circle.iter().max().copied() else {
                break;
            };
            let Some((key, own)) = links.get_mut(last) else {
                break;
            };
            let (key, link) = (key.clone(), own.remove(followed.saturating_sub(1)));
            let keys = circle.iter().filter_map(|(number, _)| links.get(*number));
            found.push((keys.map(|(key, _)| key.clone()).collect(), key, link));
            // Back to the one that was cut, which goes on with its next link.
            while let Some((from, followed)) = way.last_mut() {
                if *from == last {
                    *followed -= 1;
                    break;
                }
                places.remove(from);
                way.pop();
            }
        }
    }
    found
}

fn names(link: &Reference) -> Vec<String> {
    let parts = link.path.split('/').skip(1);
    parts
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// The names that lead to what goes: the field of the link, or what it is a part of where that is one thought.
fn place_of<D: Document>(_: &D, kind: Kind, link: &Reference) -> Vec<String> {
    let all = names(link);
    for length in 1..all.len() {
        let part = all.get(..length).unwrap_or_default();
        let path: Vec<&str> = part.iter().map(String::as_str).collect();
        if D::storage(kind, &path) == Storage::Whole {
            return part.to_vec();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tests::{mended, merged};
    use crate::{Document as _, House, When};

    fn after(links: &[(&str, &str)]) -> Value {
        let all = links.iter().map(|(id, to)| {
            let after = json!({"when": {"kind": "after", "engagement": to, "words": {"en": "then"}}});
            ((*id).to_owned(), after)
        });
        json!({"engagements": Value::Object(all.collect())})
    }

    fn free(links: &[(&str, &str)]) -> Vec<String> {
        let (visit, _) = mended(merged(after(links)));
        let free = visit.engagements.iter().filter(|(_, it)| it.when == When::Within);
        free.map(|(id, _)| id.to_string()).collect()
    }

    #[test]
    fn of_those_that_each_come_after_the_next_the_last_comes_after_none() {
        assert_eq!(free(&[("a", "b"), ("b", "a")]), ["b"]);
        assert_eq!(free(&[("a", "a")]), ["a"]);
        assert_eq!(free(&[("c", "a"), ("a", "b"), ("b", "c"), ("z", "a")]), ["c"]);
        assert_eq!(
            free(&[("a", "b"), ("b", "a"), ("m", "n"), ("n", "m")]),
            ["b", "n"]
        );
    }

    #[test]
    fn what_is_mended_names_the_others_without_whom_there_would_be_no_circle() {
        let (_, mends) = mended(merged(after(&[("a", "b"), ("b", "c"), ("c", "a"), ("z", "a")])));
        let rests_on: Vec<_> = mends[0].rests_on.iter().map(|key| key.id.as_str()).collect();
        assert_eq!((mends.len(), rests_on), (1, vec!["a", "b"]));
    }

    #[test]
    fn many_circles_and_long_ways_are_cut_in_one_go() {
        let pairs = (0..2_000).flat_map(|number| {
            let (one, two) = (format!("a-{number:05}"), format!("b-{number:05}"));
            [(one.clone(), two.clone()), (two, one)]
        });
        let long =
            (0..2_000).map(|number| (format!("z-{number:05}"), format!("z-{:05}", (number + 1) % 2_000)));
        let all: Vec<_> = pairs.chain(long).collect();
        let all: Vec<_> = all.iter().map(|(id, to)| (id.as_str(), to.as_str())).collect();
        let mut visit = merged(after(&all));
        assert_eq!(visit.mend().len(), 2_001);
        assert_eq!(visit.mend(), []);
    }

    #[test]
    fn a_topic_of_the_house_is_no_part_of_itself() {
        let house = json!({"id": "house", "facts": {}, "topics": {"t-1": {"parent": "t-2"}, "t-2": {"parent": "t-1"}}});
        let mut house: House = serde_json::from_value(house).expect("a house");
        assert!(!house.clone().mend().is_empty());
        assert_eq!(house.mend().len(), 1);
        house.validate().expect("legal");
        let parents: Vec<_> = house.topics.values().map(|it| it.parent.is_some()).collect();
        assert_eq!(parents, [true, false]);
    }
}
