package io.cloakroom.proxy.app.coverage;

/** Reads the lines of one file, in their order: what a heading says holds for the lines after it. */
@FunctionalInterface
interface LineReader {

    Line read(String line);
}
