//! The names of labels as records and gold files write them.

use serde::Serialize;
use serde_json::Value;

/// The name that a record gives to a label such as a [`super::CueType`]: "non_confirmation".
pub fn label(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CueType, Factuality, SourceType};

    #[test]
    fn names_are_those_of_the_record() {
        assert_eq!(label(CueType::NonConfirmation), "non_confirmation");
        assert_eq!(label(SourceType::Author), "self");
        assert_eq!(label(Factuality::CertainOpen), "CTu");
    }
}
