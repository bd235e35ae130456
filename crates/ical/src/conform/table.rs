//! The properties of an event and of a journal entry (RFC 5545, sections 3.6.1 and 3.6.3, and the registry of section 8.3.2
//! with what RFC 7986, 9073 and 9253 added): where each may stand, how often, and of which type its value is.

/// What a property stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Component {
    Event,
    Journal,
}

impl Component {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Event => "an event",
            Self::Journal => "an entry without a day",
        }
    }
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Texts with commas between them.
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any token.
    Token,
    Place,
    /// A number from the first to the second.
    Number(u32, u32),
    /// A time in UTC.
    Instant,
    Uri,
    /// A URI, or bytes within the file.
    UriOrBytes,
    /// A URI with VALUE=URI, which must be said.
    SaidUri,
    Address,
    Rule,
    Dates,
    DatesOrPeriods,
    RecurrenceId,
    RequestStatus,
    /// Of the type that its parameter VALUE says.
    Said,
    /// Of the type that its parameter VALUE says, else a text that only its own program understands.
    Own,
}

/// What the standard says of a property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// Its bit where it may stand only once; else 0.
    bit: u64,
    in_journal: bool,
}

impl Entry {
    pub(super) fn stands_in(self, component: Component) -> bool {
        component == Component::Event || self.in_journal
    }
}

/// Returns what the standard says of a property, named in capitals. Those that are made anew are not in here.
pub(super) fn entry(name: &str) -> Option<Entry> {
    let many = |kind| {
        Some(Entry {
            kind,
            bit: 0,
            in_journal: true,
        })
    };
    let once = |kind, bit: u32| {
        Some(Entry {
            kind,
            bit: 1 << bit,
            in_journal: true,
        })
    };
    let event = |entry: Option<Entry>| {
        entry.map(|entry| Entry {
            in_journal: false,
            ..entry
        })
    };
    match name {
        "CLASS" => once(Kind::Token, 0),
        "CREATED" => once(Kind::Instant, 1),
        "LAST-MODIFIED" => once(Kind::Instant, 2),
        "GEO" => event(once(Kind::Place, 3)),
        "ORGANIZER" => once(Kind::Address, 4),
        "PRIORITY" => event(once(Kind::Number(0, 9), 5)),
        "TRANSP" => event(once(Kind::Word(&["OPAQUE", "TRANSPARENT"]), 6)),
        "URL" => once(Kind::Uri, 7),
        "COLOR" => once(Kind::Token, 8),
        "RECURRENCE-ID" => once(Kind::RecurrenceId, 9),
        "ATTACH" => many(Kind::UriOrBytes),
        "ATTENDEE" => many(Kind::Address),
        "CATEGORIES" => many(Kind::Texts),
        "RESOURCES" => event(many(Kind::Texts)),
        "COMMENT" | "CONTACT" | "RELATED-TO" | "REFID" => many(Kind::Text),
        "REQUEST-STATUS" => many(Kind::RequestStatus),
        "RRULE" | "EXRULE" => many(Kind::Rule),
        "EXDATE" => many(Kind::Dates),
        "RDATE" => many(Kind::DatesOrPeriods),
        "CONFERENCE" => event(many(Kind::SaidUri)),
        "IMAGE" => many(Kind::UriOrBytes),
        "CONCEPT" => many(Kind::Uri),
        "LINK" | "STYLED-DESCRIPTION" | "STRUCTURED-DATA" => many(Kind::Said),
        _ => name
            .strip_prefix("X-")
            .filter(|rest| !rest.is_empty() && is_token(rest))
            .and_then(|_| many(Kind::Own)),
    }
}

/// Returns whether a property is one of other components: of tasks, zones, reminders, or of the calendar itself.
pub(super) fn is_of_others(name: &str) -> bool {
    matches!(
        name,
        "ACKNOWLEDGED"
            | "ACTION"
            | "CALSCALE"
            | "COMPLETED"
            | "DUE"
            | "FREEBUSY"
            | "METHOD"
            | "PERCENT-COMPLETE"
            | "PRODID"
            | "REPEAT"
            | "TRIGGER"
            | "TZID"
            | "TZNAME"
            | "TZOFFSETFROM"
            | "TZOFFSETTO"
            | "TZURL"
            | "VERSION"
    )
}

/// Returns the bit of a property that may stand only once.
pub(super) fn once(name: &str) -> Option<u64> {
    entry(name).map(|entry| entry.bit).filter(|bit| *bit != 0)
}

/// Returns whether a text is a name (iana-token): letters, digits and hyphens.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// What may be said of a parameter: on which properties it may stand, and what its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Param {
    /// Any text.
    Text,
    Token,
    Flag,
    Language,
    /// A type of files, as `text/plain`.
    FileType,
    /// A URI in quotation marks.
    Uri,
    /// Addresses in quotation marks.
    Addresses,
    Number,
    Range,
    /// These are judged with the value.
    WithValue,
}

/// Returns what a parameter is on a property; both are named in capitals. `None` where it may not stand there.
pub(super) fn param(name: &str, property: &str, kind: Kind) -> Option<Param> {
    let on = |properties: &[&str]| properties.contains(&property) || kind == Kind::Own;
    let people = || on(&["ATTENDEE", "ORGANIZER"]);
    let found = match name {
        "CN" | "EMAIL" => (people(), Param::Text),
        "DIR" => (people(), Param::Uri),
        "SENT-BY" => (people(), Param::Addresses),
        "SCHEDULE-AGENT" | "SCHEDULE-FORCE-SEND" => (people(), Param::Token),
        "SCHEDULE-STATUS" => (people(), Param::Text),
        "CUTYPE" | "PARTSTAT" | "ROLE" => (on(&["ATTENDEE"]), Param::Token),
        "RSVP" => (on(&["ATTENDEE"]), Param::Flag),
        "DELEGATED-FROM" | "DELEGATED-TO" | "MEMBER" => (on(&["ATTENDEE"]), Param::Addresses),
        "LANGUAGE" => (
            people()
                || on(&[
                    "CATEGORIES",
                    "COMMENT",
                    "CONTACT",
                    "RESOURCES",
                    "REQUEST-STATUS",
                    "CONFERENCE",
                    "LINK",
                    "STYLED-DESCRIPTION",
                ]),
            Param::Language,
        ),
        "ALTREP" => (
            on(&["COMMENT", "CONTACT", "RESOURCES", "IMAGE", "STYLED-DESCRIPTION"]),
            Param::Uri,
        ),
        "FMTTYPE" => (
            on(&["ATTACH", "IMAGE", "LINK", "STYLED-DESCRIPTION", "STRUCTURED-DATA"]),
            Param::FileType,
        ),
        "RELTYPE" => (on(&["RELATED-TO"]), Param::Token),
        "GAP" => (on(&["RELATED-TO"]), Param::Text),
        "RANGE" => (property == "RECURRENCE-ID", Param::Range),
        "FEATURE" => (on(&["CONFERENCE"]), Param::Token),
        "LABEL" => (on(&["CONFERENCE", "LINK"]), Param::Text),
        "DISPLAY" => (on(&["IMAGE"]), Param::Token),
        "LINKREL" => (on(&["LINK"]), Param::Text),
        "SCHEMA" => (on(&["STRUCTURED-DATA"]), Param::Uri),
        "FILENAME" | "MANAGED-ID" => (on(&["ATTACH"]), Param::Text),
        "SIZE" => (on(&["ATTACH"]), Param::Number),
        "ORDER" => (true, Param::Number),
        "DERIVED" => (true, Param::Flag),
        "VALUE" | "ENCODING" | "TZID" => (true, Param::WithValue),
        _ => {
            let own = name.strip_prefix("X-").is_some_and(is_token);
            return own.then_some(Param::Text);
        }
    };
    found.0.then_some(found.1)
}

/// Returns a known parameter's kind wherever it stands.
pub(super) fn anywhere(name: &str) -> Option<Param> {
    param(name, "", Kind::Own)
}
