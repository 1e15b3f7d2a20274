package io.cloakroom.proxy.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged while it is open: of ours from a level on, of libraries what is logged anyway. */
final class Logged implements AutoCloseable {

    private final Logger ours = (Logger) LoggerFactory.getLogger("io.cloakroom");
    private final Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Level before = ours.getLevel();

    Logged(Level from) {
        appender.start();
        ours.setLevel(from);
        ours.setAdditive(false);
        ours.addAppender(appender);
        all.addAppender(appender);
    }

    List<String> messages() {
        return List.copyOf(appender.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        all.detachAppender(appender);
        ours.detachAppender(appender);
        ours.setAdditive(true);
        ours.setLevel(before);
    }
}
