#!/bin/sh
# node.sh FOLDER SCRIPT...: runs npm scripts of FOLDER, installing its packages first when package-lock.json asks for others.
set -eu
cd "$1"
shift
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Cloakroom's browser extension and browser tests need Node.js 20 or newer with npm, and found none." >&2
  echo "Install one, for example from https://nodejs.org, and make sure that node and npm are on the PATH." >&2
  exit 3
fi
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  echo "Cloakroom's browser extension and browser tests need Node.js 20 or newer; $(command -v node) is $(node --version)." >&2
  exit 3
fi
stamp=node_modules/.cloakroom-installed
wanted=$(cat package-lock.json .npmrc | cksum)
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
  npm ci --no-progress --loglevel=error
  printf '%s\n' "$wanted" >"$stamp"
fi
for script in "$@"; do
  npm run --silent "$script"
done
