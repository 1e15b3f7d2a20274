package io.cloakroom.proxy.testkit;

import io.cloakroom.proxy.testkit.LoopbackServer.Reply;
import io.cloakroom.proxy.testkit.LoopbackServer.Stream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The answer to one request, written by a thread that may wait until it has left. */
final class HttpReply implements Reply {

    private final ChannelHandlerContext ctx;
    private final boolean keepAlive;
    private final Consumer<String> complete;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final StringBuilder sent = new StringBuilder();
    private boolean streaming;

    /** @param complete gets the whole text of the answer, before its last part is sent: whoever has the answer may ask for it at once */
    HttpReply(ChannelHandlerContext ctx, boolean keepAlive, Consumer<String> complete) {
        this.ctx = ctx;
        this.keepAlive = keepAlive;
        this.complete = complete;
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    @Override
    public void text(int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        response.headers().set(headers).set(HttpHeaderNames.CONTENT_TYPE, contentType);
        HttpUtil.setContentLength(response, bytes.length);
        complete.accept(body);
        write(response);
    }

    @Override
    public Reply header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    @Override
    public Stream stream(String contentType) throws IOException {
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .set(headers)
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        HttpUtil.setTransferEncodingChunked(response, true);
        write(response);
        streaming = true;
        return bytes -> {
            sent.append(new String(bytes, StandardCharsets.UTF_8));
            write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)));
        };
    }

    private void write(HttpObject part) throws IOException {
        ChannelFuture written = ctx.writeAndFlush(part).awaitUninterruptibly();
        if (!written.isSuccess()) {
            throw new IOException("not written", written.cause());
        }
    }

    /** After the host has said all it had to say. */
    void end() throws IOException {
        if (streaming) {
            complete.accept(sent.toString());
            write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        if (!keepAlive) {
            ctx.close();
        }
    }

    /** Leaves whoever asked with what was sent so far. */
    void cut() {
        ctx.close();
    }
}
