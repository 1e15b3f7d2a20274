package io.cloakroom.rules.store;

/** What a write survives once it is acknowledged. */
public enum Durability {
    /** Loss of power: every acknowledged write was synced to the disk. */
    DISK,
    /** The end of the process, even by kill -9; the operating system may still lose the last writes when power fails. */
    PROCESS
}
