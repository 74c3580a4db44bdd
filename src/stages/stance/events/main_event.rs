//! The main event of a sentence: what its main claim is about.

use super::clauses::Clauses;
use super::sources::Ascribed;
use super::status::Bearer;
use super::value::Step;
use crate::document::{Document, EventStatus};
use crate::stages::stance::syntax::{
    BE, Complement, Form, Frame, Kind, Link, Outcome, Part, Signature, lead_in,
};

/// How far governed verbs are followed.
const DEEPEST: usize = 6;

/// An event of the sentence, as far as the choice depends on it.
pub(super) struct Candidate<'a> {
    pub at: usize,
    pub bearer: Bearer,
    pub steps: &'a [Step],
}

/// The index of the main event: from the first main clause down to what reports, plans and
/// hedging verbs are about ("is negotiating to integrate").
pub(super) fn main_event(
    doc: &Document,
    clauses: &Clauses,
    ascribed: &[&Ascribed],
    candidates: &[Candidate],
) -> Option<usize> {
    let root = root(doc, clauses, ascribed)?;
    let mut group = topic(clauses, root).unwrap_or(root);
    for _ in 0..DEEPEST {
        let noun = noun_of(clauses, group, candidates);
        match governed(clauses, group).filter(|_| noun.is_none()) {
            Some(inner) => group = inner,
            None => break,
        }
    }
    let head = clauses.groups[group].head;
    let predicate = |c: &Candidate| c.bearer == Bearer::Predicate { group };
    let verb = |c: &Candidate| c.at == head;
    let first = |test: &dyn Fn(&Candidate) -> bool| candidates.iter().position(test);
    noun_of(clauses, group, candidates)
        .or_else(|| first(&predicate))
        .or_else(|| first(&verb))
        .or_else(|| first(&|c| c.at >= head))
        .or(if candidates.is_empty() { None } else { Some(0) })
}

/// Verbs that only lend their tense to a noun: "has seen growth".
const LIGHT: &[&str] = &[
    "see",
    "sees",
    "saw",
    "seen",
    "seeing",
    "experienced",
    "suffered",
    "underwent",
    "witnessed",
];

/// The noun that group `group` is about: what it plans, postpones or expects, or what its light
/// verb means.
fn noun_of(clauses: &Clauses, group: usize, candidates: &[Candidate]) -> Option<usize> {
    let g = &clauses.groups[group];
    let after = clauses.words.skip_adverbs(g.words.end);
    let exists = BE.contains(&clauses.words[g.head].lower.as_str())
        && g.words.start > 0
        && clauses.words.is(g.words.start - 1, "there");
    let light = exists || clauses.words.is_any(g.head, LIGHT);
    let next = clauses.groups.from(g.words.end);
    let end = next.map_or(clauses.words.len(), |n| clauses.groups[n].words.start);
    candidates.iter().position(|c| {
        if c.at >= end {
            return false;
        }
        let mut steps = c.steps.iter().rev();
        let set_off = steps.find(|s| s.rule != "modifier" && s.rule != "negation");
        let told = set_off.is_some_and(|s| {
            let here = s.at == g.head || s.at == after;
            here && (s.status.is_some() || s.signature != Signature::PLAIN)
        });
        let object = light && clauses.words.noun_phrase_head(g.words.end) == Some(c.at);
        c.bearer == Bearer::Noun && (told || object)
    })
}

/// The verb of the main clause: that of the content where the clause only ascribes it.
fn root(doc: &Document, clauses: &Clauses, ascribed: &[&Ascribed]) -> Option<usize> {
    let count = clauses.groups.len();
    let span = |i: usize| clauses.span(doc, clauses.groups[i].head);
    let ascribes = |i: usize| {
        ascribed.iter().any(|a| {
            a.cue.is_some_and(|cue| cue.overlaps(span(i)))
                && (0..count).any(|j| j != i && a.holds(span(j)))
        })
    };
    let is_main = |i: &usize| {
        clauses.groups[*i].form == Form::Finite
            && clauses.links[*i] == Link::Own
            && !clauses.is_relative(*i)
    };
    if let Some(asked) = opening_question(clauses) {
        return Some(asked);
    }
    let mains = || {
        (0..count)
            .filter(is_main)
            .filter(|&i| !is_aside(clauses, i))
    };
    let told = |main: usize| {
        let cue = span(main);
        let of = |a: &&&Ascribed| a.cue.is_some_and(|c| c.overlaps(cue));
        let told = ascribed.iter().find(of)?;
        let held = |i: &usize| told.holds(span(*i)) && !ascribes(*i);
        let finite =
            |i: &usize| clauses.groups[*i].form == Form::Finite && !clauses.is_relative(*i);
        let governed = |i: &usize| {
            let verb = matches!(
                clauses.groups[*i].form,
                Form::To | Form::Gerund | Form::Bare
            );
            verb && matches!(&clauses.links[*i], Link::Governed { .. })
        };
        let inside = || (0..count).filter(held);
        inside().find(finite).or_else(|| inside().find(governed))
    };
    let main = mains().next();
    main.filter(|&i| !ascribes(i))
        .or_else(|| told(main?))
        .or_else(|| mains().find(|&i| !ascribes(i)))
        .or(main)
        .or_else(|| (0..count).find(|&i| !ascribes(i)))
        .or(if count > 0 { Some(0) } else { None })
}

/// Whether group `i` only says whose words the rest is: ", analysts say,", ", warned the mayor,".
fn is_aside(clauses: &Clauses, i: usize) -> bool {
    let group = &clauses.groups[i];
    let words = &clauses.words;
    let says = clauses
        .table
        .find(&words[group.head].lower, "", Part::Verb, Frame::That);
    let governs = |link: &Link| matches!(link, Link::Governed { by, .. } if *by == Some(i));
    let stops = |j: usize| matches!(words.kind(j), Kind::Comma | Kind::Break | Kind::Quote);
    let mut subject = (0..group.words.start).rev();
    let before = subject.find(|&j| {
        !words.kind(j).is_nominal() && words.kind(j) != Kind::Preposition && !words.is(j, "'s")
    });
    let whole = lead_in(words, &clauses.groups, i).1.end == group.words.start;
    let reports = says.is_some_and(Complement::is_report);
    let inverted = whole && reports && group.words.start > 0 && stops(group.words.start - 1);
    let ends = group.words.end >= words.len() || stops(group.words.end);
    says.is_some()
        && before.is_some_and(stops)
        && (inverted || ends)
        && !clauses.links.iter().any(governs)
}

/// What the subject of group `root` is about: "Talks to merge have resumed", "Reports that he
/// resigned were denied", "Hopes are fading that".
fn topic(clauses: &Clauses, root: usize) -> Option<usize> {
    let start = clauses.groups[root].words.start;
    let is_topic = |j: &usize| match &clauses.links[*j] {
        Link::Governed {
            at,
            by: None,
            rule,
            row,
        } => {
            let told = row.status == Some(EventStatus::Negotiation)
                || row.is_report()
                || clauses.life_cycle(*at, None).is_some();
            let between = (0..root).filter(|&g| g != *j && clauses.groups[g].head > *at);
            let mut between = between.map(|g| clauses.groups[g].form);
            *rule == "noun"
                && *at < start
                && (told || *at + 1 == start)
                && !between.any(|form| form == Form::Finite)
        }
        _ => false,
    };
    (0..clauses.groups.len()).find(is_topic)
}

/// What a sentence asks at its start, whatever comes after it: "Whether he runs depends on ...",
/// "Asked whether he would run, he ...".
fn opening_question(clauses: &Clauses) -> Option<usize> {
    let opens = |word: usize| clauses.words.is(word, "whether");
    let asked = clauses.words.is(0, "asked") && (opens(1) || clauses.words.is(1, "if"));
    clauses.groups.from(1).filter(|_| asked || opens(0))
}

/// The group that `group` governs, if it is its complement.
fn governed(clauses: &Clauses, group: usize) -> Option<usize> {
    let count = clauses.groups.len();
    (group + 1..count).find(|&j| match &clauses.links[j] {
        Link::Governed { at, by, rule, row } => {
            let open = row.signature.holds == Outcome::Open && row.status.is_none();
            // "caused the drone to veer": the cause is an event of its own.
            let apart = clauses.groups[j].words.start > clauses.groups[group].words.end;
            let causes = clauses.groups[j].form != Form::Finite
                && apart
                && !clauses.groups[group].passive
                && (row.signature.holds, row.signature.fails) == (Outcome::Yes, Outcome::Open);
            // "must have known that": what is presupposed is not what is claimed.
            let presupposed =
                row.signature == Signature::always(Outcome::Yes) && !clauses.own(group).is_empty();
            // "is looking into whether", but not "made comments about whether".
            let opens = clauses.words.is_any(*at, &["whether", "if"]);
            let close = *at <= clauses.groups[group].words.end + 1;
            let asked =
                *rule == "whether" && (!opens || close || clauses.predicates[group].is_some());
            let told = asked || !open;
            *by == Some(group) && *rule != "too" && told && !causes && !presupposed
        }
        _ => false,
    })
}
