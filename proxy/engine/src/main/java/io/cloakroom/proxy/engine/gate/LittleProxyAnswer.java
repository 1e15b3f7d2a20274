package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** An answer that LittleProxy made up because the origin gave none; the gate says it better. */
final class LittleProxyAnswer extends DefaultFullHttpResponse {

    LittleProxyAnswer(HttpResponseStatus status) {
        super(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    }
}
