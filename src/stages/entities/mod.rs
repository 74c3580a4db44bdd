//! Entities: the model's mentions.
