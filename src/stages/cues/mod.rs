//! Hedge and stance cues from the lexicon.
