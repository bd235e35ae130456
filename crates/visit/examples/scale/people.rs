//! The delegations: eight principals, an interpreter for each track, and staff.

use std::collections::BTreeMap;

use visit::{Lang, Member, MemberId, Person, Role, Side, Text};

use crate::{TRACKS, ordered, text};

/// The number of members, principals among them.
pub(crate) const MEMBERS: usize = 38;
/// The first interpreter; there is one for each track.
const INTERPRETERS: usize = TRACKS * 2;
/// The first of all others.
pub(crate) const STAFF: usize = INTERPRETERS + TRACKS;

const OFFICES: [(&str, &str); TRACKS] = [
    ("Foreign Minister", "Министр иностранных дел"),
    ("Defence Minister", "Министр обороны"),
    ("Minister of Trade", "Министр торговли"),
    ("Minister of Transport", "Министр транспорта"),
];

/// Returns the id of the guest's principal of a track.
pub(crate) fn guest(track: usize) -> MemberId {
    id(track * 2)
}

/// Returns the id of the host's principal of a track.
pub(crate) fn host(track: usize) -> MemberId {
    id(track * 2 + 1)
}

/// Returns the id of the interpreter of a track.
pub(crate) fn interpreter(track: usize) -> MemberId {
    id(INTERPRETERS + track)
}

/// Returns the id of the member of this number.
pub(crate) fn id(index: usize) -> MemberId {
    MemberId(format!("member-{index:02}"))
}

/// Returns all members.
pub(crate) fn members() -> BTreeMap<MemberId, Member> {
    let member = |(index, order)| {
        let side = if index % 2 == 0 { Side::Guest } else { Side::Host };
        let role = match index {
            0..INTERPRETERS => Role::Principal,
            INTERPRETERS..STAFF => Role::Interpreter,
            _ => match index % 9 {
                0 => Role::Protocol,
                1 => Role::Security,
                2 => Role::Press,
                _ => Role::Member,
            },
        };
        let mut member = Member {
            order,
            ..Member::new(side, role.clone(), office(index, &role))
        };
        member.rank = u32::try_from(index / 2 + 1).ok();
        member.seat.person = Some(Person {
            name: text(&format!("Person {}", index + 1), &format!("Лицо {}", index + 1)),
            languages: if role == Role::Interpreter {
                ["ru", "ja"].map(Lang::from).into()
            } else {
                Vec::new()
            },
            email: Some(format!("person{}@example.org", index + 1)),
            ..Person::default()
        });
        (id(index), member)
    };
    ordered(MEMBERS).map(member).collect()
}

fn office(index: usize, role: &Role) -> Text {
    match (OFFICES.get(index / 2), role) {
        (Some((english, russian)), _) => text(english, russian),
        (None, Role::Interpreter) => text("Interpreter", "Переводчик"),
        (None, Role::Protocol) => text("Protocol officer", "Сотрудник протокола"),
        (None, Role::Security) => text("Security officer", "Сотрудник охраны"),
        (None, Role::Press) => text("Press officer", "Сотрудник пресс-службы"),
        _ => text(
            &format!("Adviser {}", index + 1),
            &format!("Советник {}", index + 1),
        ),
    }
}
