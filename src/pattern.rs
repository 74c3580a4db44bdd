//! Regular expressions that are constants of the program.

/// A static regular expression, compiled when it is first needed.
macro_rules! pattern {
    ($visibility:vis $name:ident, $pattern:expr) => {
        $visibility static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            #[allow(clippy::expect_used, reason = "a constant that every test compiles")]
            regex::Regex::new($pattern).expect("the pattern is a constant")
        });
    };
}
