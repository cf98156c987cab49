#!/usr/bin/env bash
# Put free 仿宋 and 楷体 faces where the page tests look for them: $NIANBAO_FONTS (default ~/.cache/nianbao-fonts).
set -euo pipefail
target=${NIANBAO_FONTS:-$HOME/.cache/nianbao-fonts}
[ -e "$target/FandolFang-Regular.otf" ] && exit 0
mkdir -p "$target"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get download texlive-lang-chinese >/dev/null 2>&1
dpkg -x texlive-lang-chinese_*.deb unpacked
cp unpacked/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/Fandol{Fang,Kai}*.otf "$target"/
