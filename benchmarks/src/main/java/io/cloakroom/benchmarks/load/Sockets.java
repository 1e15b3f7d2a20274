package io.cloakroom.benchmarks.load;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * The sockets of generator and origin: of epoll where there is one, whose timers are exact. Those of {@code java.nio} wake once a
 * millisecond and send all that is due in it in one burst, which no chatbot does.
 */
final class Sockets {

    private static final boolean EXACT = Epoll.isAvailable();

    private Sockets() {}

    static IoHandlerFactory handlers() {
        return EXACT ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    static Class<? extends SocketChannel> connecting() {
        return EXACT ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    static Class<? extends ServerSocketChannel> listening() {
        return EXACT ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }
}
