# Sourced by ./mvnw and ./cloakroom: sets JAVA_HOME to the newest JDK >= 21 on this machine.
# A JAVA_HOME that already names such a JDK is kept.
jdk_feature() { # prints the feature version of the JDK in $1, or 0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1 | grep . || echo 0
}
if [ "$(jdk_feature "${JAVA_HOME:-/nonexistent}")" -lt 21 ]; then
  JAVA_HOME=
  best=20
  for candidate in /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/*; do
    feature=$(jdk_feature "$candidate")
    if [ "$feature" -gt "$best" ]; then best=$feature; JAVA_HOME=$candidate; fi
  done
  if [ -z "$JAVA_HOME" ]; then
    echo "Cloakroom needs a JDK 21 or newer (with javac) and found none under /usr/lib/jvm." >&2
    echo "Install one, for example: apt-get install temurin-25-jdk   (or openjdk-21-jdk), or set JAVA_HOME." >&2
    exit 3
  fi
fi
export JAVA_HOME
