#!/usr/bin/env bash
# Takes the picture of the report that the README shows, docs/images/report.png. Needs Chromium; nothing else here does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mlnetshallow() { dotnet run --project src/Sample --configuration Release -- "$@"; }
mlnetshallow train --data datasets/train --test datasets/test --model "$folder/pictures.zip"
mlnetshallow report --model "$folder/pictures.zip" --data datasets/test --output "$folder/report.html"
chromium --headless --no-sandbox --hide-scrollbars --window-size=1100,1180 --virtual-time-budget=10000 \
  --screenshot="$PWD/docs/images/report.png" "file://$folder/report.html"
