#!/usr/bin/env bash
# Builds the simulator for a browser, and prints where it is.
#
# usage: dist/wasm.sh [PROFILE]     PROFILE is `page` (default) or `edit`
#
# The target comes from rustup where that can be had (`rustup target add wasm32-unknown-unknown`).
# Elsewhere, on Debian, its own compiler for web browsers is unpacked into target/, not installed, and
# builds the standard library too. Exit code 3: neither can be had here.
set -euo pipefail
cd "$(dirname "$0")/.."

profile="${1:-page}"
target=wasm32-unknown-unknown
made="${CARGO_TARGET_DIR:-target}/$target/$profile/throughcare_web.wasm"
build=(build --locked --profile "$profile" --package throughcare-web --target "$target")

# Debian's packages, unpacked: they conflict with its package of rustup.
from_debian() {
    local tools
    tools="$(pwd)/target/debian-web"
    if [[ ! -x $tools/usr/bin/cargo ]]; then
        mkdir -p "$tools/packages"
        (
            cd "$tools/packages"
            apt-get update -qq
            apt-get download -qq rustc-web cargo-web libstd-rust-web-dev rust-web-src \
                "$(apt-cache depends rustc-web libstd-rust-web-dev | grep -o 'libstd-rust-web-[0-9.]*' | sort -V | tail -1)" \
                libllvm22 libgit2-1.5 libhttp-parser2.9 libmbedcrypto7 libmbedx509-1 libmbedtls14
            for package in ./*.deb; do dpkg -x "$package" "$tools"; done
        ) || return 1
    fi
    local linker
    linker="$(find "$(rustc --print sysroot)" "$tools" -name rust-lld -o -name wasm-ld | head -1)"
    [[ -n $linker ]] || return 1
    RUSTC="$tools/usr/bin/rustc" RUSTC_BOOTSTRAP=1 \
        LD_LIBRARY_PATH="$tools/usr/lib/x86_64-linux-gnu:$tools/usr/lib" \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
        "$tools/usr/bin/cargo" "${build[@]}" -Z build-std=std,panic_abort >&2
}

has_target() {
    [[ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]] && return
    command -v rustup >/dev/null && rustup target add "$target" >&2
}

if [[ ${THROUGHCARE_WASM:-} != debian ]] && has_target; then
    cargo "${build[@]}" >&2
elif command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
    if ! from_debian; then
        echo "neither rustup's target $target nor Debian's rustc-web can be had here" >&2
        exit 3
    fi
else
    echo "rustup's target $target cannot be had here" >&2
    exit 3
fi
printf '%s\n' "$made"
