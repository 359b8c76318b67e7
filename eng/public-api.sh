#!/usr/bin/env bash
# Writes the public API of each library, as the code has it, into its PublicAPI.Unshipped.txt. The difference belongs in the
# review. What was released and is gone stays the hand's: a line "*REMOVED*..." for each member, which is kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet restore MlNetShallow.sln --verbosity quiet
for file in src/*/PublicAPI.Unshipped.txt; do
  # The analyzer's fix adds what is missing, but takes away nothing; nor does it write more than one project's file at a time.
  { echo "#nullable enable"; grep '^\*REMOVED\*' "$file" || true; } >"$file.new"
  mv "$file.new" "$file"
  dotnet format analyzers "$(dirname "$file")" --no-restore --diagnostics RS0016
done
