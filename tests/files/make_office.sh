#!/bin/sh
# Makes docx/, odt/ and rtf/ from the texts in office/, by pandoc and LibreOffice: ./make_office.sh
# pandoc writes garden.*, both.* and lighthouse.*; LibreOffice writes report.*, and writer.*, which is pandoc's garden.* saved by it.
set -eu
cd "$(dirname "$0")"
export SOURCE_DATE_EPOCH=1767225600
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
save_as() { # FORMAT FILE
    soffice -env:UserInstallation="file://$profile/office" --headless --convert-to "$1" --outdir "$profile/out" "$2" >/dev/null 2>&1
}
for format in docx odt rtf; do
    mkdir -p "$format"
    for name in garden.en garden.es both; do
        pandoc --standalone "office/$name.md" -o "$format/$name.$format"
    done
    save_as "$format" office/report.fodt
    cp "$profile/out/report.$format" "$format/"
done
sed 's/{{[^}]*}}//g' pdf/lighthouse.en.md | pandoc --standalone -o docx/lighthouse.en.docx # {{}}: notes, for PDF
for language in en es; do
    save_as odt "docx/garden.$language.docx"
    cp "$profile/out/garden.$language.odt" "odt/writer.$language.odt"
    for format in docx rtf; do
        save_as "$format" "odt/garden.$language.odt"
        cp "$profile/out/garden.$language.$format" "$format/writer.$language.$format"
    done
done
