//! Groups that only the rest of the sentence settles.

use super::{Form, Group};
use crate::stages::stance::syntax::words::{BE, DO, HAVE, Kind, Words};

/// "Did the bank sell?", "Had the bridge been closed": an auxiliary before its subject.
pub(super) fn join_inverted(words: &Words, groups: &mut Vec<Group>) {
    let mut i = 0;
    while i + 1 < groups.len() {
        let (aux, verb) = (&groups[i], &groups[i + 1]);
        let word = words[aux.head].lower.as_str();
        let opens = aux.words.start == 0
            || matches!(
                words.kind(aux.words.start - 1),
                Kind::Opener | Kind::Quote | Kind::Conjunction | Kind::Comma
            );
        let mut gap = aux.words.end..verb.words.start;
        let plain = !gap.is_empty()
            && gap.all(|j| {
                words.kind(j).is_nominal()
                    || words.kind(j) == Kind::Preposition
                    || words.is(j, "'s")
            });
        let fits = match verb.form {
            Form::Bare => DO.contains(&word) || words.kind(aux.head) == Kind::Modal,
            Form::Finite if words.kind(aux.head) == Kind::Modal => {
                verb.modal.is_none() && words.is(verb.words.start, "have")
            }
            Form::Participle | Form::Finite if HAVE.contains(&word) => verb.modal.is_none(),
            Form::Participle | Form::Gerund => BE.contains(&word),
            _ => false,
        };
        if opens && plain && fits {
            let (aux, verb) = (groups.remove(i), &mut groups[i]);
            verb.perfect |= HAVE.contains(&word);
            verb.progressive |= BE.contains(&word) && verb.form == Form::Gerund;
            verb.passive |= BE.contains(&word) && verb.form == Form::Participle;
            verb.form = Form::Finite;
            verb.modal = aux.modal;
            verb.inverted = Some(aux.head);
            verb.past = aux.past;
            verb.negation = verb.negation.or(aux.negation);
            verb.words.start = verb.words.start.min(verb.head);
        }
        i += 1;
    }
}

/// Verbs whose complement is a bare infinitive.
const TAKE_BARE: &[&str] = &[
    "make", "makes", "made", "making", "let", "lets", "letting", "help", "helps", "helped",
    "helping", "see", "saw", "seen", "hear", "heard", "watch", "watched", "have", "had",
];

/// A base form right after a noun is a present tense, unless a verb like "let" comes before.
pub(super) fn settle_bare(words: &Words, groups: &mut [Group]) {
    for i in 0..groups.len() {
        let start = groups[i].words.start;
        let after_noun = start > 0 && matches!(words.kind(start - 1), Kind::Noun | Kind::Pronoun);
        let opener = |from: usize| (from..start).any(|j| words.kind(j) == Kind::Opener);
        let taken = i.checked_sub(1).is_some_and(|b| {
            words.is_any(groups[b].head, TAKE_BARE) && !opener(groups[b].words.end)
        });
        if groups[i].form == Form::Bare && after_noun && !taken {
            groups[i].form = Form::Finite;
        }
    }
}

/// Where a sentence has no finite verb, its first participle after a noun is one ("Bank Poised
/// to Cut Rates", and past tenses that were taken for participles).
pub(super) fn promote(words: &Words, groups: &mut [Group]) {
    if groups.iter().any(|g| g.form == Form::Finite) {
        return;
    }
    let first = groups.iter_mut().find(|g| {
        g.form == Form::Participle
            && g.words.start > 0
            && matches!(words.kind(g.words.start - 1), Kind::Noun | Kind::Pronoun)
    });
    if let Some(group) = first {
        let next = words.skip_adverbs(group.head + 1);
        group.form = Form::Finite;
        group.passive = words.kind(next) == Kind::To || words.is(next, "by");
        group.past = !group.passive;
    }
}
