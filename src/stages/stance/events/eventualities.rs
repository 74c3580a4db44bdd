//! The table of data/lexicon/eventualities.tsv: states, activities and changes.

use std::collections::HashMap;

use crate::stages::cues::{Inflections, LexiconError, read_rows};

const FILE: &str = "eventualities.tsv";
const TABLE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/lexicon/eventualities.tsv"
));

/// A kind of eventuality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    State,
    /// A verb whose simple present is going on.
    Activity,
    /// A verb whose future is predicted rather than planned.
    Change,
    Ongoing,
    Completed,
    /// A noun for what is often only planned or feared.
    Prospect,
    /// A noun for what is negotiated.
    Deal,
}

/// The kinds of verbs and nouns, by their forms.
#[derive(Debug)]
pub(super) struct Eventualities {
    verbs: HashMap<String, Vec<Class>>,
    nouns: HashMap<String, Vec<Class>>,
}

impl Eventualities {
    /// The table that is compiled into the program.
    ///
    /// # Errors
    /// A row is wrong; the tests see to it that none is.
    pub fn builtin() -> Result<Self, LexiconError> {
        let inflections = Inflections::builtin()?;
        let (mut verbs, mut nouns) = (HashMap::new(), HashMap::new());
        read_rows(FILE, TABLE, &["word", "part", "class"], |_, row| {
            let class = match row[2] {
                "state" => Class::State,
                "activity" => Class::Activity,
                "change" => Class::Change,
                "ongoing" => Class::Ongoing,
                "completed" => Class::Completed,
                "prospect" => Class::Prospect,
                "deal" => Class::Deal,
                other => return Err(format!("'{other}' is not a class")),
            };
            let (forms, table) = match row[1] {
                "v" => (inflections.verb(row[0]), &mut verbs),
                "n" => (inflections.noun(row[0]), &mut nouns),
                other => return Err(format!("part of speech '{other}' is neither v nor n")),
            };
            for form in forms {
                let classes: &mut Vec<Class> = table.entry(form).or_default();
                classes.push(class);
            }
            Ok(())
        })?;
        Ok(Self { verbs, nouns })
    }

    /// Whether a form of a verb is of this kind.
    pub fn verb_is(&self, form: &str, class: Class) -> bool {
        let classes = self.verbs.get(form);
        classes.is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a form of a noun is of this kind.
    pub fn noun_is(&self, form: &str, class: Class) -> bool {
        let classes = self.nouns.get(form);
        classes.is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a noun names an event.
    pub fn is_event(&self, form: &str) -> bool {
        self.nouns.contains_key(form)
    }
}
