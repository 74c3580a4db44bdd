//! `hedgerow doctor`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use hedgerow::model::{Checkpoint, Model};

use super::engine::EngineArgs;

/// Tell what this program can run here: engines, devices, models, and what is missing
///
/// Exit status: 0 all that was asked for can be used, 1 something cannot.
#[derive(Parser)]
#[command(after_help = "Examples:
  hedgerow doctor
  hedgerow doctor --engine torch --device cuda:0
  hedgerow doctor --ner-model checkpoints/bert-base-ner")]
pub struct Args {
    /// Look at the model in this folder instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    #[command(flatten)]
    engine: EngineArgs,
}

pub fn run(args: &Args, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    println!("hedgerow {}", env!("CARGO_PKG_VERSION"));
    println!("\nEngines");
    line("rten", "ready: the CPU alone, weights from ONNX");
    line("torch", &torch());
    println!("\nDevices");
    line("cpu", &cpu());
    line("cuda", &gpus());
    println!("\nModels");
    let mut well = true;
    match super::load_model(args.model.as_deref()) {
        Ok(model) => show_model(&model, &mut well),
        Err(error) => complain("model", &error, &mut well),
    }
    match args.engine.checkpoint() {
        Ok(checkpoint) => checkpoint.iter().for_each(show_checkpoint),
        Err(error) => complain("names", &error, &mut well),
    }
    println!("\nAs asked for");
    let file = file.map(|file| file.display().to_string());
    line(
        "settings",
        file.as_deref()
            .unwrap_or("no file; hedgerow config tells all"),
    );
    match args.engine.options() {
        Ok(options) => {
            let name = options.name();
            line("engine", name.as_deref().unwrap_or("rten cpu"));
        }
        Err(error) => complain("engine", &error, &mut well),
    }
    Ok(ExitCode::from(u8::from(!well)))
}

fn line(name: &str, text: &str) {
    println!("  {name:<18} {text}");
}

fn complain(name: &str, error: &anyhow::Error, well: &mut bool) {
    *well = false;
    line(name, &format!("cannot be used: {error:#}"));
}

fn show_model(model: &Model, well: &mut bool) {
    let manifest = &model.manifest;
    let place = model.folder.as_deref().map(Path::display);
    let place = place.map_or("compiled in".to_owned(), |folder| folder.to_string());
    let (name, version) = (&manifest.name, &manifest.version);
    line("model", &format!("{name} {version}, {place}"));
    for (name, file) in &manifest.files {
        let state = match name.as_str() {
            "model.safetensors" => match float_weights(model) {
                Ok(state) => state,
                Err(error) => {
                    complain(name, &error, well);
                    continue;
                }
            },
            _ => "as the manifest says",
        };
        line(name, &format!("sha256 {}, {state}", file.sha256));
    }
}

#[cfg(feature = "torch")]
fn float_weights(model: &Model) -> anyhow::Result<&'static str> {
    model.float_weights()?;
    Ok("as the manifest says")
}

#[cfg(not(feature = "torch"))]
fn float_weights(_: &Model) -> anyhow::Result<&'static str> {
    Ok("for the engine torch, not looked at")
}

fn show_checkpoint(checkpoint: &Checkpoint) {
    let scheme = &checkpoint.scheme;
    let left_out: Vec<&str> = scheme.left_out().collect();
    let (name, kind) = (&checkpoint.name, checkpoint.architecture);
    line("names", &format!("{name}, {kind:?}"));
    line("weights", &format!("sha256 {}", checkpoint.sha256));
    line("labels", &scheme.labels().join(" "));
    if !left_out.is_empty() {
        line("left out", &left_out.join(", "));
    }
}

/// The processor, and what of it makes the engines fast.
fn cpu() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|l| l.strip_prefix("model name"));
    let model = model.and_then(|l| l.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, name)| name);
    let features =
        features().map(|(name, has)| format!("{name} {}", if has { "yes" } else { "no" }));
    format!("{model}, {} cores; {}", super::cores(), features.join(", "))
}

#[cfg(target_arch = "x86_64")]
fn features() -> [(&'static str, bool); 3] {
    [
        ("AVX2", is_x86_feature_detected!("avx2")),
        (
            "AVX-512 VNNI (fast int8)",
            is_x86_feature_detected!("avx512vnni"),
        ),
        (
            "AVX-512 bf16 (fast bf16)",
            is_x86_feature_detected!("avx512bf16"),
        ),
    ]
}

#[cfg(target_arch = "aarch64")]
fn features() -> [(&'static str, bool); 2] {
    use std::arch::is_aarch64_feature_detected as has;
    [
        ("dot product (fast int8)", has!("dotprod")),
        ("bf16", has!("bf16")),
    ]
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn features() -> [(&'static str, bool); 0] {
    []
}

#[cfg(feature = "torch")]
fn torch() -> String {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let library = |line: &str| Some(line.get(line.find('/')?..)?.to_owned());
    let libtorch = maps.lines().find(|l| l.ends_with("libtorch_cpu.so"));
    let libtorch = libtorch.and_then(library);
    let place = libtorch.unwrap_or_else(|| "a place unknown".to_owned());
    format!("ready: libtorch 2.4.0 from {place}")
}

#[cfg(feature = "torch")]
fn gpus() -> String {
    match hedgerow::engine::gpus() {
        0 if Path::new("/proc/driver/nvidia/version").exists() => {
            "none: there is a driver, but this libtorch is for the CPU alone; build with a CUDA libtorch or PyTorch (scripts/setup-libtorch.sh tells how)".to_owned()
        }
        0 => "none: no NVIDIA driver".to_owned(),
        n => format!("{n} GPUs: cuda:0 to cuda:{}", n - 1),
    }
}

#[cfg(not(feature = "torch"))]
fn torch() -> String {
    let build = "build with --features torch";
    match libtorch() {
        Some(place) => format!("not in this build, but there is {place}: {build}"),
        None => format!(
            "not in this build, and no libtorch was found: run scripts/setup-libtorch.sh, then {build}"
        ),
    }
}

/// A libtorch that a build would find.
#[cfg(not(feature = "torch"))]
fn libtorch() -> Option<String> {
    if std::env::var_os("LIBTORCH_USE_PYTORCH").is_some() {
        return Some("a PyTorch (LIBTORCH_USE_PYTORCH is set)".to_owned());
    }
    let named = std::env::var_os("LIBTORCH").map(PathBuf::from);
    let places = [named, Some("/usr".into()), Some(".libtorch".into())];
    let has_library = |place: &PathBuf| place.join("lib/libtorch.so").exists();
    let place = places.into_iter().flatten().find(has_library)?;
    Some(format!("a libtorch in {}", place.display()))
}

#[cfg(not(feature = "torch"))]
fn gpus() -> String {
    if Path::new("/proc/driver/nvidia/version").exists() {
        "there is an NVIDIA driver; the engine torch is needed to use it".to_owned()
    } else {
        "none: no NVIDIA driver, and no engine torch".to_owned()
    }
}
