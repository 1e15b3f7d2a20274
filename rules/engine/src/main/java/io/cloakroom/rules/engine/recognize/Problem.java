package io.cloakroom.rules.engine.recognize;

/**
 * Something wrong with a file that people write: a rule pack, a site descriptor.
 *
 * @param file name of the file
 * @param line from 1
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record Problem(String file, int line, String message, String remedy) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + message + " (" + remedy + ")";
    }
}
