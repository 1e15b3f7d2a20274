package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.BrotliDecoder;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.compression.ZstdDecoder;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Undoes the content coding of an answer as it streams: every byte that can be decoded comes out at once. */
final class BodyDecoder {

    /** Codings that can be undone (RFC 9110 8.4.1, RFC 7932, RFC 8878). */
    static final Set<String> CODINGS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "identity");

    private final Optional<EmbeddedChannel> decoder;

    private BodyDecoder(Optional<EmbeddedChannel> decoder) {
        this.decoder = decoder;
    }

    /** A decoder, or nothing when the coding is not known. */
    static Optional<BodyDecoder> of(String contentEncoding) {
        String coding = contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> Optional.of(new BodyDecoder(Optional.empty()));
            case "gzip", "x-gzip" -> with(ZlibCodecFactory.newZlibDecoder(ZlibWrapper.GZIP, 0));
            case "deflate" -> with(ZlibCodecFactory.newZlibDecoder(ZlibWrapper.ZLIB_OR_NONE, 0));
            case "br" -> with(new BrotliDecoder());
            case "zstd" -> with(new ZstdDecoder());
            default -> Optional.empty();
        };
    }

    private static Optional<BodyDecoder> with(ChannelHandler handler) {
        return Optional.of(new BodyDecoder(Optional.of(new EmbeddedChannel(handler))));
    }

    /** Decodes the readable bytes of a buffer, which stays the caller's. */
    byte[] decode(ByteBuf bytes) {
        if (decoder.isEmpty()) {
            return ByteBufUtil.getBytes(bytes);
        }
        decoder.get().writeInbound(bytes.retain());
        return drained(decoder.get());
    }

    /** What is left at the end. The decoder cannot be used afterwards. */
    byte[] finish() {
        if (decoder.isEmpty()) {
            return new byte[0];
        }
        decoder.get().finish();
        byte[] rest = drained(decoder.get());
        close();
        return rest;
    }

    void close() {
        decoder.ifPresent(EmbeddedChannel::finishAndReleaseAll);
    }

    private static byte[] drained(EmbeddedChannel channel) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuf part;
        while ((part = channel.readInbound()) != null) {
            out.writeBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return out.toByteArray();
    }
}
