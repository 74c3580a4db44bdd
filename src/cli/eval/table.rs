//! A report as tables.

use std::collections::BTreeSet;
use std::fmt::Write;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, LineStyle, Table};
use hedgerow::eval::{Confusion, Figure, Interval, Report, Row};

/// Labels up to which confusion is a square; with more, the pairs that are confused most.
const SQUARE: usize = 12;

/// Pairs listed where it is not a square.
const PAIRS: usize = 20;

/// The whole report: a table for each kind of row, the confusion, the mistakes.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    let names = |row: &Row| row.figures.iter().map(|f| f.0.name).collect::<Vec<_>>();
    for rows in report.rows.chunk_by(|a, b| names(a) == names(b)) {
        let _ = writeln!(text, "{}", figures(rows));
    }
    if report.confusion.cells().next().is_some() {
        let _ = writeln!(text, "\nConfusion, gold by predicted");
        let _ = writeln!(text, "{}", confusion(&report.confusion));
    }
    for mistake in &report.mistakes {
        let or_none = |side: &str| match side {
            "" => Confusion::NONE.to_owned(),
            side => side.to_owned(),
        };
        let _ = writeln!(
            text,
            "\n{} {:.2} in {}\n  gold       {}\n  predicted  {}\n  {}",
            mistake.kind(),
            mistake.weight,
            mistake.document,
            or_none(&mistake.gold),
            or_none(&mistake.predicted),
            mistake.text
        );
    }
    text
}

fn figures(rows: &[Row]) -> Table {
    let Some(first) = rows.first() else {
        return Table::new();
    };
    let figures = first.figures.iter().map(|f| f.0.name);
    let counts = first.counts.iter().map(|c| c.0);
    let mut table = empty(std::iter::once("").chain(figures).chain(counts));
    for row in rows {
        let mut cells = vec![row.name.clone()];
        cells.extend(row.figures.iter().map(|&(f, interval)| shown(f, interval)));
        cells.extend(row.counts.iter().map(|c| c.1.to_string()));
        table.add_row(cells);
    }
    align(table)
}

/// Shares in percent, others with three decimals; the interval in brackets.
fn shown(figure: Figure, [low, high]: Interval) -> String {
    if figure.is_share {
        let percent = |share: f64| 100.0 * share;
        format!(
            "{:.1} [{:.1}, {:.1}]",
            percent(figure.value),
            percent(low),
            percent(high)
        )
    } else {
        format!("{:.3} [{low:.3}, {high:.3}]", figure.value)
    }
}

fn confusion(confusion: &Confusion) -> Table {
    let labels: BTreeSet<&str> = confusion.cells().flat_map(|(g, p, _)| [g, p]).collect();
    if labels.len() <= SQUARE {
        let mut table = empty(std::iter::once("").chain(labels.iter().copied()));
        for &gold in &labels {
            let times = labels.iter().map(|p| match confusion.times(gold, p) {
                0 => String::new(),
                times => times.to_string(),
            });
            table.add_row(std::iter::once(gold.to_owned()).chain(times));
        }
        return align(table);
    }
    let mut pairs: Vec<_> = confusion.cells().filter(|(g, p, _)| g != p).collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.2));
    let mut table = empty(["gold", "predicted", "times"].into_iter());
    for (gold, predicted, times) in pairs.into_iter().take(PAIRS) {
        table.add_row([gold, predicted, &times.to_string()]);
    }
    align(table)
}

fn empty<'a>(header: impl Iterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(header);
    table
}

fn align(mut table: Table) -> Table {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use hedgerow::eval::{Mistake, Tally};

    #[test]
    fn figures_confusion_and_mistakes() {
        let mut tally = Tally::default();
        tally.share("class").count(true);
        tally.counts("CT+").gold = 1;
        tally.confusion.count("CT+", "Uu");
        tally.mistakes.push(Mistake {
            weight: 2.5,
            document: "7".to_owned(),
            gold: "3.00 fell".to_owned(),
            predicted: String::new(),
            text: "It fell .".to_owned(),
        });
        let text = text(&Report::new(vec![tally], 1));
        for part in [
            "100.0 [100.0, 100.0]",
            "precision",
            "Confusion",
            "missed 2.50 in 7\n  gold       3.00 fell\n  predicted  (none)\n  It fell .",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn many_labels_become_pairs() {
        let mut tally = Tally::default();
        for i in 0..20 {
            tally.confusion.count(&format!("T{i}"), "NN");
        }
        let text = text(&Report::new(vec![tally], 0));
        assert!(text.contains("times") && text.contains("T19"), "{text}");
    }
}
