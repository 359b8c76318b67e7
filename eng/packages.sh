# Sourced by ./demo, ./test and .ci/run, from the repository's root: finds out whether the real packages can be restored, and
# sets build_options and is_offline for what is built on.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

# choose_packages [--offline]
choose_packages() {
  local log missing='error NU110[123]: .*package (Microsoft\.ML|Microsoft\.ML\.ImageAnalytics|Microsoft\.ML\.FastTree|SixLabors\.ImageSharp)(\.? |\.?$)'
  is_offline=true
  build_options=(-p:UseOfflineSubset=true)
  if [[ "${1:-}" == --offline ]]; then
    echo "Building on offline/, the subset of Microsoft.ML and SixLabors.ImageSharp, as asked for."
    return
  fi

  log=$(mktemp)
  if dotnet restore MlNetShallow.sln -p:UseOfflineSubset=false --verbosity quiet >"$log" 2>&1; then
    is_offline=false
    build_options=(-p:UseOfflineSubset=false)
    echo "Building on the packages Microsoft.ML and SixLabors.ImageSharp."
  elif grep -qE "$missing" "$log"; then
    echo "No package source here has Microsoft.ML and SixLabors.ImageSharp: building on their subset in offline/ instead."
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
