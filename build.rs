//! With the feature `torch`, programs look for libtorch where it stood at the build.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let unix = std::env::var("CARGO_CFG_UNIX").is_ok();
    if let (true, Ok(folder)) = (unix, std::env::var("DEP_TCH_LIBTORCH_LIB")) {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
