//! How much the streams of a file may hold.

use crate::input::decode::DecodeError;
use crate::input::limits::Limits;

/// What the streams of a file may hold in all, in bytes, where it is not large itself.
const MOST_GIVEN: u64 = 128_000_000;

/// How often a file's size may go into what its streams hold where that is more than
/// [`MOST_GIVEN`]: pictures without loss are some ten times as large as they are written.
const MOST_RATIO: u64 = 20;

/// Why a file is given up: the sentence for it.
pub type Spent = DecodeError;

/// Bytes that a file's streams gave, and may give.
pub struct Budget<'a> {
    limits: &'a Limits,
    /// Size of the file.
    read: u64,
    /// Bytes that count as decompressed.
    given: u64,
    /// All bytes, also of pictures and of what is decoded once more.
    total: u64,
    /// Whether what is spent now may be much more than was read, as pictures may.
    pub is_loose: bool,
}

impl<'a> Budget<'a> {
    /// The budget of a file of `size` bytes.
    pub fn new(limits: &'a Limits, size: usize) -> Self {
        Self {
            limits,
            read: size as u64,
            given: 0,
            total: 0,
            is_loose: false,
        }
    }

    /// Takes `bytes` out of the budget.
    ///
    /// # Errors
    /// It is used up.
    pub fn spend(&mut self, bytes: usize) -> Result<(), Spent> {
        self.total += bytes as u64;
        if !self.is_loose {
            self.given += bytes as u64;
            let checked = self.limits.check(self.read, self.given);
            checked.map_err(|error| DecodeError::Pdf(error.to_string()))?;
        }
        let most = MOST_GIVEN.max(self.read.saturating_mul(MOST_RATIO));
        if self.total > most {
            return Err(DecodeError::Pdf(format!(
                "the streams of this PDF hold more than {} MB",
                most / 1_000_000
            )));
        }
        Ok(())
    }
}

/// Decoded bytes, which are paid for as they come.
pub struct Out<'b, 'a> {
    pub bytes: Vec<u8>,
    paid: usize,
    budget: &'b mut Budget<'a>,
}

impl<'b, 'a> Out<'b, 'a> {
    /// Nothing yet.
    pub fn new(budget: &'b mut Budget<'a>) -> Self {
        Self {
            bytes: Vec::new(),
            paid: 0,
            budget,
        }
    }

    /// Adds a byte.
    ///
    /// # Errors
    /// The budget is used up.
    pub fn push(&mut self, byte: u8) -> Result<(), Spent> {
        self.bytes.push(byte);
        self.pay(1 << 16)
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// The budget is used up.
    pub fn extend(&mut self, bytes: &[u8]) -> Result<(), Spent> {
        self.bytes.extend_from_slice(bytes);
        self.pay(1 << 16)
    }

    /// Repeats bytes from `distance` back; nothing where there are none.
    ///
    /// # Errors
    /// The budget is used up.
    pub fn copy(&mut self, length: usize, distance: usize) -> Result<(), Spent> {
        for _ in 0..length {
            let from = self.bytes.len().checked_sub(distance);
            let Some(&byte) = from.and_then(|from| self.bytes.get(from)) else {
                break;
            };
            self.bytes.push(byte);
        }
        self.pay(1 << 16)
    }

    /// Lets go of the bytes, which stay paid for.
    ///
    /// # Errors
    /// The budget is used up.
    pub fn restart(&mut self) -> Result<(), Spent> {
        self.pay(0)?;
        self.bytes.clear();
        self.paid = 0;
        Ok(())
    }

    /// Pays for all bytes, which are then given.
    ///
    /// # Errors
    /// The budget is used up.
    pub fn finish(mut self) -> Result<Vec<u8>, Spent> {
        self.pay(0)?;
        Ok(self.bytes)
    }

    /// Pays once there are more than `step` bytes to pay for.
    fn pay(&mut self, step: usize) -> Result<(), Spent> {
        let open = self.bytes.len() - self.paid;
        if open > step {
            self.paid = self.bytes.len();
            self.budget.spend(open)?;
        }
        Ok(())
    }
}
