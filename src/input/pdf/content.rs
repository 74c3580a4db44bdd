//! The state of a content stream: what its operators set (ISO 32000-2, 8.4, 9.3 and 14.6).

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use hayro_font::kurbo::Affine;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::page::Resources;

use super::fonts::Face;

/// States and marks that are open at once at most; what is more is not kept.
const MOST_OPEN: usize = 10_000;

/// What a saved state brings back.
#[derive(Clone)]
pub struct State<'a> {
    /// From the space of the page to points.
    pub base: Affine,
    pub face: Option<Rc<Face<'a>>>,
    /// Of the font, in units of the text.
    pub size: f64,
    pub character_space: f64,
    pub word_space: f64,
    /// Horizontal, 1 for none.
    scale: f64,
    pub leading: f64,
    rise: f64,
}

impl State<'_> {
    /// The state at the begin of a page.
    pub fn new(base: Affine) -> Self {
        Self {
            base,
            face: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A content stream that is being read.
pub struct Content<'r, 'a> {
    pub resources: &'r Resources<'a>,
    /// Fonts by their names in the resources, as far as they were looked up.
    pub faces: HashMap<Vec<u8>, Option<Rc<Face<'a>>>>,
    /// Names that stand for pictures.
    pub pictures: HashSet<Vec<u8>>,
    pub state: State<'a>,
    saved: Vec<State<'a>>,
    /// The matrices of the text and of its line (9.4.1).
    text: Affine,
    line: Affine,
    /// For each mark that is open, whether all in it is no part of the text.
    marks: Vec<bool>,
    is_artifact: bool,
    /// Forms that it stands in.
    pub depth: usize,
}

impl<'r, 'a> Content<'r, 'a> {
    /// A stream before its first operator.
    pub fn new(
        resources: &'r Resources<'a>,
        state: State<'a>,
        is_artifact: bool,
        depth: usize,
    ) -> Self {
        Self {
            resources,
            faces: HashMap::new(),
            pictures: HashSet::new(),
            state,
            saved: Vec::new(),
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            marks: Vec::new(),
            is_artifact,
            depth,
        }
    }

    /// Whether what is shown now is no part of the text.
    pub fn is_artifact(&self) -> bool {
        self.marks.last().copied().unwrap_or(self.is_artifact)
    }

    /// Does what an operator says that shows nothing.
    pub fn change(&mut self, operator: &Op) {
        let state = &mut self.state;
        match operator {
            Op::SaveState(_) if self.saved.len() < MOST_OPEN => self.saved.push(state.clone()),
            Op::RestoreState(_) => self.state = self.saved.pop().unwrap_or_else(|| state.clone()),
            Op::Transform(m) => {
                let numbers = [m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64());
                state.base *= Affine::new(numbers);
            }
            Op::BeginText(_) => self.set_line(Affine::IDENTITY),
            Op::CharacterSpacing(space) => state.character_space = space.0.as_f64(),
            Op::WordSpacing(space) => state.word_space = space.0.as_f64(),
            Op::HorizontalScaling(percent) => state.scale = percent.0.as_f64() / 100.0,
            Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
            Op::TextRise(rise) => state.rise = rise.0.as_f64(),
            Op::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::SetTextMatrix(m) => {
                let numbers = [m.0, m.1, m.2, m.3, m.4, m.5].map(|n| n.as_f64());
                self.set_line(Affine::new(numbers));
            }
            Op::BeginMarkedContent(mark) => self.mark(mark.0),
            Op::BeginMarkedContentWithProperties(mark) => self.mark(mark.0),
            Op::EndMarkedContent(_) => drop(self.marks.pop()),
            _ => {}
        }
    }

    fn mark(&mut self, tag: &[u8]) {
        if self.marks.len() < MOST_OPEN {
            self.marks.push(self.is_artifact() || tag == b"Artifact");
        }
    }

    fn set_line(&mut self, matrix: Affine) {
        (self.text, self.line) = (matrix, matrix);
    }

    /// Begins a line beside the one before.
    pub fn next_line(&mut self, x: f64, y: f64) {
        self.set_line(self.line * Affine::translate((x, y)));
    }

    /// Moves back by thousandths of the size of the font.
    pub fn kern(&mut self, thousandths: f64) {
        let by = -thousandths / 1000.0 * self.state.size;
        let face = self.state.face.as_ref();
        let is_horizontal = face.is_none_or(|face| face.font.is_horizontal());
        self.go(by, is_horizontal);
    }

    /// Moves over a glyph (9.4.4).
    pub fn advance(&mut self, face: &Face, code: u32, is_blank: bool) {
        let advance = face.font.code_advance(code);
        let state = &self.state;
        let word_space = if is_blank { state.word_space } else { 0.0 };
        let is_horizontal = face.font.is_horizontal();
        let by = if is_horizontal { advance.x } else { advance.y };
        let by = by / 1000.0 * state.size + state.character_space + word_space;
        self.go(by, is_horizontal);
    }

    fn go(&mut self, by: f64, is_horizontal: bool) {
        self.text *= match is_horizontal {
            true => Affine::translate((by * self.state.scale, 0.0)),
            false => Affine::translate((0.0, by)),
        };
    }

    /// From the space of glyphs, a thousandth of the size of a font, to points.
    pub fn glyph_matrix(&self) -> Affine {
        let state = &self.state;
        let size = state.size / 1000.0;
        let text = Affine::new([size * state.scale, 0.0, 0.0, size, 0.0, state.rise]);
        state.base * self.text * text
    }
}
