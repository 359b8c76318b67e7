#!/usr/bin/env bash
# Writes the API reference, from the libraries' XML docs, and the pages of documentation as a site to artifacts/site. A link that leads
# nowhere is an error. With a folder as argument the libraries are those in it, and nothing is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

libraries=${1:-artifacts/bin/MlNetShallow.Docs.Tests/release}
[[ $# -gt 0 ]] || dotnet build tests/Docs.Tests --configuration Release --verbosity quiet
dotnet tool restore

# docfx takes links as they are only where pages, pictures and sources lie as they do in the repository.
stage=artifacts/site-sources
rm -rf "$stage" artifacts/site
mkdir -p "$stage/bin" "$stage/references"
git ls-files -z '*.md' ':!CLAUDE.md' LICENSE Dockerfile 'docs/images/*' '*.cs' 'tests/cluster/*' | xargs -0 cp --parents --target-directory "$stage"
cp eng/site/* "$stage"
cp README.md "$stage/index.md"
cp "$libraries"/*.dll "$stage/references"
for project in src/*/PublicAPI.Shipped.txt; do
  name=MlNetShallow.$(basename "$(dirname "$project")")
  cp "$libraries/$name.dll" "$libraries/$name.xml" "$stage/bin"
done

# The index of the documentation is its table of contents too.
awk -F '[][()]' '
  /^## / { print "- name: " substr($0, 4); print "  items:" }
  /^\| \[/ { print "  - name: " $2; print "    href: " $4 }' docs/README.md >"$stage/docs/toc.yml"
cat >"$stage/toc.yml" <<END
- name: Documentation
  href: docs/
  homepage: docs/README.md
- name: API
  href: api/
- name: Samples
  href: samples/README.md
- name: Changes
  href: CHANGELOG.md
END

# It warns of links that lead nowhere, naming the file, and of lesser things.
dotnet docfx "$stage/docfx.json" --output artifacts/site | tee "$stage/log.txt"
if grep -E '(\.md|\.yml)[^ ]*: warning ' "$stage/log.txt" >&2; then
  echo "These links lead nowhere." >&2
  exit 1
fi
