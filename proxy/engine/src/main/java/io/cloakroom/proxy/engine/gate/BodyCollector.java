package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Collects one request body within its limit and the budgets. */
final class BodyCollector {

    private static final int INITIAL = 1024;

    private final int limit;
    private final BodyBudget budget;
    private final String user;
    private final ByteBuf body;
    private int taken;

    /** What became of a part. */
    enum Added {
        FITS,
        OVER_LIMIT,
        OVER_BUDGET
    }

    BodyCollector(int limit, BodyBudget budget, String user) {
        this.limit = limit;
        this.budget = budget;
        this.user = user;
        this.body = Unpooled.buffer(INITIAL, limit);
    }

    Added add(ByteBuf part) {
        int length = part.readableBytes();
        if (length > limit - taken) {
            return Added.OVER_LIMIT;
        }
        if (length > 0 && !budget.take(user, length)) {
            return Added.OVER_BUDGET;
        }
        taken += length;
        body.writeBytes(part);
        return Added.FITS;
    }

    int length() {
        return taken;
    }

    byte[] bytes() {
        return ByteBufUtil.getBytes(body);
    }

    /** Gives the bytes back to the budget; once is enough, twice does no harm. */
    void free() {
        if (taken > 0) {
            budget.giveBack(user, taken);
            taken = 0;
        }
    }
}
