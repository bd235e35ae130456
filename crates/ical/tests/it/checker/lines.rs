//! Content lines and components (RFC 5545, sections 3.1 and 3.4).

/// A content line.
#[derive(Debug, Clone)]
pub struct Line {
    pub number: usize,
    pub text: String,
    pub name: String,
    /// Names in capitals, values without quotation marks, and whether each was in them.
    pub params: Vec<(String, Vec<(String, bool)>)>,
    pub value: String,
}

impl Line {
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(key, _)| key == name)
            .and_then(|(_, values)| values.first())
            .map(|(value, _)| value.as_str())
    }
}

/// What stands between BEGIN and END.
#[derive(Debug, Clone, Default)]
pub struct Component {
    pub name: String,
    pub number: usize,
    pub lines: Vec<Line>,
    pub children: Vec<Component>,
}

impl Component {
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    pub fn first(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }
}

/// Reads the components of a file, and complains of every line that is none.
pub fn components(text: &str, found: &mut Vec<String>) -> Vec<Component> {
    let mut open: Vec<Component> = Vec::new();
    let mut done = Vec::new();
    for (number, text) in unfolded(text, found) {
        let Some(line) = line(number, &text) else {
            found.push(format!("line {number}: no content line: {text}"));
            continue;
        };
        match line.name.as_str() {
            "BEGIN" => open.push(Component {
                name: line.value,
                number,
                ..Component::default()
            }),
            "END" => match open.pop() {
                Some(component) if component.name == line.value => match open.last_mut() {
                    Some(parent) => parent.children.push(component),
                    None => done.push(component),
                },
                _ => found.push(format!("line {number}: END:{} closes nothing", line.value)),
            },
            _ => match open.last_mut() {
                Some(component) => component.lines.push(line),
                None => found.push(format!("line {number}: outside of any component: {text}")),
            },
        }
    }
    if let Some(component) = open.last() {
        found.push(format!(
            "line {}: {} is not closed",
            component.number, component.name
        ));
    }
    done
}

fn unfolded(text: &str, found: &mut Vec<String>) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let Some(text) = text.strip_suffix("\r\n") else {
        found.push("The last line does not end in CRLF.".to_owned());
        return lines;
    };
    for (index, physical) in text.split("\r\n").enumerate() {
        let number = index + 1;
        if physical.len() > 75 {
            found.push(format!("line {number}: {} octets", physical.len()));
        }
        if physical.is_empty() {
            found.push(format!("line {number}: empty"));
        }
        if physical.chars().any(|c| (c < ' ' && c != '\t') || c == '\u{7f}') {
            found.push(format!("line {number}: control characters in {physical:?}"));
        }
        match (physical.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((number, physical.to_owned())),
        }
    }
    lines
}

/// Takes a content line apart, to the letter of the grammar.
fn line(number: usize, text: &str) -> Option<Line> {
    let end = text.find([';', ':'])?;
    let name = text[..end].to_ascii_uppercase();
    if !super::is_token(&name) {
        return None;
    }
    let mut params = Vec::new();
    let mut rest = &text[end..];
    while let Some(more) = rest.strip_prefix(';') {
        let equals = more.find('=')?;
        let key = more[..equals].to_ascii_uppercase();
        if !super::is_token(&key) {
            return None;
        }
        let mut values = Vec::new();
        rest = &more[equals + 1..];
        loop {
            if let Some(quoted) = rest.strip_prefix('"') {
                let close = quoted.find('"')?;
                values.push((quoted[..close].to_owned(), true));
                rest = &quoted[close + 1..];
            } else {
                let end = rest.find(['"', ';', ':', ','])?;
                values.push((rest[..end].to_owned(), false));
                rest = &rest[end..];
            }
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => break,
            }
        }
        params.push((key, values));
    }
    let value = rest.strip_prefix(':')?;
    Some(Line {
        number,
        text: text.to_owned(),
        name,
        params,
        value: value.to_owned(),
    })
}
