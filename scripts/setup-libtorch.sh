#!/usr/bin/env bash
# Puts the smallest libtorch 2.4.0 that the feature `torch` works with into a folder.
#
#   scripts/setup-libtorch.sh [FOLDER]        default: .libtorch in the project
#
# Everything comes from the Python package registry, through pip as it is configured here, and is
# checked against the hashes below. What stands already is left alone. It runs on the CPU alone, and
# needs x86-64 Linux, Python 3 with pip and gcc; 0.8 GB are downloaded, 0.6 GB stay.
#
# A libtorch or PyTorch 2.4.0 that is installed already does too, and is what a GPU needs:
#
#   PyTorch (pip install torch==2.4.0, with the CUDA toolkit for a GPU):
#     export LIBTORCH_USE_PYTORCH=1                  # the python3 on the path must import torch
#   libtorch (an archive of pytorch.org, unpacked):
#     export LIBTORCH=/path/to/libtorch
#     export LIBTORCH_CXX11_ABI=1                    # 0 for the pre-C++11-ABI archives
#     export LD_LIBRARY_PATH=/path/to/libtorch/lib   # only where the folder moves after the build
set -euo pipefail

project=$(cd "$(dirname "$0")/.." && pwd)
target=${1:-$project/.libtorch}
version=2.4.0+minimal.1

say() { printf 'setup-libtorch: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

exports() {
    target=$(cd "$target" && pwd)
    printf 'export LIBTORCH=%q\n' "$target"
    printf 'export LIBTORCH_CXX11_ABI=0\n'
    printf 'export LD_LIBRARY_PATH=%q${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\n' "$target/lib"
}

if [[ -f $target/build-version && $(<"$target/build-version") == "$version" ]]; then
    say "$target is complete already"
    exports
    exit
fi

[[ $(uname -sm) == "Linux x86_64" ]] ||
    fail "the registry's package is for x86-64 Linux, this is $(uname -sm): install PyTorch 2.4.0 and set LIBTORCH_USE_PYTORCH=1 (see the top of this script)"
[[ ! -e $target || -z $(ls -A "$target") || -f $target/build-version ]] ||
    fail "$target holds something else; name an empty folder"
for tool in gcc python3; do
    command -v "$tool" >/dev/null || fail "$tool is missing"
done
python3 -m pip --version >/dev/null 2>&1 || fail "pip is missing: python3 -m ensurepip"

mkdir -p "$(dirname "$target")"
work=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$work"' EXIT

cat >"$work/wheels.txt" <<'WHEELS'
torch==2.4.0 --hash=sha256:e743adadd8c8152bb8373543964551a7cb7cc20ba898dc8f9c0cdbe47c283de0
nvidia-cuda-runtime-cu12==12.1.105 --hash=sha256:6e258468ddf5796e25f1dc591a31029fa317d97a0a94ed93468fc86301d61e40
nvidia-cuda-cupti-cu12==12.1.105 --hash=sha256:e54fde3983165c624cb79254ae9818a456eb6e87a7fd4d56a2352c24ee542d7e
WHEELS
say "downloading 0.8 GB"
python3 -m pip download --quiet --no-deps --no-cache-dir --require-hashes --only-binary=:all: \
    --platform manylinux1_x86_64 --implementation cp --python-version 3.11 \
    --dest "$work/wheels" --requirement "$work/wheels.txt" ||
    fail "the download failed; pip's message stands above"

# The wheel's libraries are built for CUDA: those of the CPU name libcudart and libcupti too.
mkdir "$work/libtorch"
python3 - "$work/wheels" "$work/libtorch" <<'PYTHON'
import shutil
import sys
import zipfile
from pathlib import Path

wheels, target = map(Path, sys.argv[1:])
libraries = ("libtorch_cpu.so", "libc10.so", "libgomp-", "libcudart.so.12", "libcupti.so.12")
for wheel in wheels.glob("*.whl"):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            file = name.rsplit("/", 1)[1]
            if not file:
                continue
            if name.startswith("torch/include/"):
                path = target / name.removeprefix("torch/")
            elif "/lib/" in name and file.startswith(libraries):
                path = target / "lib" / file
            else:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy)
PYTHON
# Programs ask for libtorch.so, which in the wheel only names the CPU and the CUDA libraries.
gcc -shared -Wl,-soname,libtorch.so -o "$work/libtorch/lib/libtorch.so" -x c /dev/null
printf '%s\n' "$version" >"$work/libtorch/build-version"

rm -rf "$target"
mv "$work/libtorch" "$target"
say "$target is complete; to build and run with it:"
exports
