#!/bin/sh
# Makes xlsx/pairs.xlsx from csv/pairs.csv with LibreOffice. The other tables, subtitles and catalogues were typed by hand.
cd "$(dirname "$0")" || exit 1
soffice -env:UserInstallation=file:///tmp/soffice-make-tables --headless --convert-to xlsx --infilter=CSV:44,34,76 --outdir xlsx csv/pairs.csv
