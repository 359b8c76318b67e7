#!/usr/bin/env bash
# Checks that the embedded charting library is that of the npm package. Needs npm and a registry; nothing else here does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../src/Evaluation/Reports/Page/uPlot"

version=1.6.32
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# npm refuses a package whose checksum is not the one that the registry signed.
npm pack --silent --pack-destination "$folder" "uplot@$version" > /dev/null
tar -xzf "$folder/uplot-$version.tgz" -C "$folder"
for file in dist/uPlot.iife.min.js dist/uPlot.min.css LICENSE; do
  cmp "$folder/package/$file" "$(basename "$file")"
done
echo "uPlot $version: as in the package"
