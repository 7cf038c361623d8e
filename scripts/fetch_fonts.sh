#!/bin/sh
# Unpacks the fonts of official documents into .fonts/ (git-ignored), without root and without TeX.
# Run again, it does nothing. Where apt cannot serve, the fonts installed by pip are enough to print.
set -eu
cd "$(dirname "$0")/.."
fonts=.fonts

unpack() { # package, done-file: the fonts of one package, once
    [ -e "$fonts/$1/done" ] && return 0
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT INT TERM
    # apt drops its rights to download; it needs a folder that it can write.
    chmod 755 "$work"
    (cd "$work" && apt-get download -qq "$1" >/dev/null 2>&1) || return 1
    dpkg -x "$work"/*.deb "$work/tree"
    rm -rf "${fonts:?}/$1"
    mkdir -p "$fonts/$1"
    find "$work/tree" -type f \( -name '*.otf' -o -name '*.ttf' -o -name '*.ttc' \) |
        grep -E "$2" | while read -r file; do mv "$file" "$fonts/$1/"; done
    : >"$fonts/$1/done"
    rm -rf "$work"
}

missing=
if command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
    for wanted in \
        'texlive-lang-chinese Fandol(Fang|Kai|Hei|Song)-' \
        'fonts-lxgw-wenkai LXGWWenKai-Light\.ttf' \
        'fonts-noto-cjk Noto(Serif|Sans)CJK-(Regular|Bold)' \
        'fonts-liberation LiberationSerif-'; do
        unpack "${wanted%% *}" "${wanted#* }" || missing="$missing ${wanted%% *}"
    done
else
    missing=" apt"
fi

# A second copy, which fonts.conf narrows to letters and digits, so that quotation marks and dashes
# in Chinese text come from the Chinese fonts.
if [ -e "$fonts/fonts-liberation/done" ] && [ ! -e "$fonts/latin-in-chinese" ]; then
    cp -r "$fonts/fonts-liberation" "$fonts/latin-in-chinese"
fi

if [ -n "$missing" ]; then
    echo "fonts: without$missing; papers print in the Noto fonts installed by pip."
fi
