package io.cloakroom.proxy.engine.websocket;

/** What one place holds of a budget. */
final class Held {

    private final Budget budget;
    private int bytes;

    Held(Budget budget) {
        this.budget = budget;
    }

    /** @throws EndedException when there is no room for it */
    void take(int size) throws EndedException {
        if (!budget.take(size)) {
            throw new EndedException(Ending.TOO_BUSY);
        }
        bytes += size;
    }

    void giveBack(int size) {
        bytes -= size;
        budget.giveBack(size);
    }

    /**
     * Takes or gives back what makes it so many bytes.
     *
     * @throws EndedException when there is no room for more
     */
    void become(int size) throws EndedException {
        if (size > bytes) {
            take(size - bytes);
        } else {
            giveBack(bytes - size);
        }
    }

    void giveBackAll() {
        giveBack(bytes);
    }

    /** @param size of what is still in memory, and given back later */
    void giveBackAllBut(int size) {
        giveBack(bytes - size);
    }
}
