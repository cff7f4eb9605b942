package io.quoin.platform;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.event.Level;

/**
 * OSGi's log service over the host's SLF4J: the container's own bundles say there what is wrong.
 */
@SuppressWarnings("deprecation") // bundles of the container still call the methods of release 6
final class LogBridge implements LogService {

  private final String user;

  private LogBridge(String user) {
    this.user = user;
  }

  static void register(BundleContext context) {
    context.registerService(
        new String[] {LogService.class.getName(), LoggerFactory.class.getName()},
        new PerBundle(),
        null);
  }

  /** Names the bundle that logs where it does not name its logger itself. */
  private static final class PerBundle implements ServiceFactory<LogBridge> {
    @Override
    public LogBridge getService(Bundle bundle, ServiceRegistration<LogBridge> registration) {
      return new LogBridge(bundle.getSymbolicName());
    }

    @Override
    public void ungetService(
        Bundle bundle, ServiceRegistration<LogBridge> registration, LogBridge service) {
      // It holds nothing.
    }
  }

  @Override
  public void log(int level, String message) {
    log(null, level, message, null);
  }

  @Override
  public void log(int level, String message, Throwable exception) {
    log(null, level, message, exception);
  }

  @Override
  public void log(ServiceReference<?> reference, int level, String message) {
    log(reference, level, message, null);
  }

  @Override
  public void log(ServiceReference<?> reference, int level, String message, Throwable exception) {
    org.slf4j.LoggerFactory.getLogger(user).atLevel(slf4j(level)).setCause(exception).log(message);
  }

  private static Level slf4j(int level) {
    return switch (level) {
      case LogService.LOG_ERROR -> Level.ERROR;
      case LogService.LOG_WARNING -> Level.WARN;
      case LogService.LOG_INFO -> Level.INFO;
      default -> Level.DEBUG;
    };
  }

  @Override
  public Logger getLogger(String name) {
    return new BridgedLogger(name);
  }

  @Override
  public Logger getLogger(Class<?> type) {
    return getLogger(type.getName());
  }

  @Override
  public <L extends Logger> L getLogger(String name, Class<L> type) {
    if (!type.isAssignableFrom(BridgedLogger.class)) {
      throw new IllegalArgumentException("no logger of type " + type.getName() + " is provided");
    }
    return type.cast(getLogger(name));
  }

  @Override
  public <L extends Logger> L getLogger(Class<?> owner, Class<L> type) {
    return getLogger(owner.getName(), type);
  }

  @Override
  public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
    return getLogger(Logger.ROOT_LOGGER_NAME.equals(name) ? bundle.getSymbolicName() : name, type);
  }

  /** One named logger; messages use the same placeholders on both sides. */
  private static final class BridgedLogger implements Logger {
    private final org.slf4j.Logger target;

    BridgedLogger(String name) {
      target = org.slf4j.LoggerFactory.getLogger(name);
    }

    @Override
    public String getName() {
      return target.getName();
    }

    private void write(Level level, String format, Object... arguments) {
      if (target.isEnabledForLevel(level)) {
        Object[] shown =
            Arrays.stream(arguments)
                .filter(argument -> !(argument instanceof ServiceReference))
                .toArray();
        target.atLevel(level).log(format, shown);
      }
    }

    private <E extends Exception> void consume(Level level, LoggerConsumer<E> consumer) throws E {
      if (target.isEnabledForLevel(level)) {
        consumer.accept(this);
      }
    }

    @Override
    public boolean isTraceEnabled() {
      return target.isTraceEnabled();
    }

    @Override
    public void trace(String message) {
      write(Level.TRACE, message);
    }

    @Override
    public void trace(String format, Object argument) {
      write(Level.TRACE, format, argument);
    }

    @Override
    public void trace(String format, Object first, Object second) {
      write(Level.TRACE, format, first, second);
    }

    @Override
    public void trace(String format, Object... arguments) {
      write(Level.TRACE, format, arguments);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
      consume(Level.TRACE, consumer);
    }

    @Override
    public boolean isDebugEnabled() {
      return target.isDebugEnabled();
    }

    @Override
    public void debug(String message) {
      write(Level.DEBUG, message);
    }

    @Override
    public void debug(String format, Object argument) {
      write(Level.DEBUG, format, argument);
    }

    @Override
    public void debug(String format, Object first, Object second) {
      write(Level.DEBUG, format, first, second);
    }

    @Override
    public void debug(String format, Object... arguments) {
      write(Level.DEBUG, format, arguments);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
      consume(Level.DEBUG, consumer);
    }

    @Override
    public boolean isInfoEnabled() {
      return target.isInfoEnabled();
    }

    @Override
    public void info(String message) {
      write(Level.INFO, message);
    }

    @Override
    public void info(String format, Object argument) {
      write(Level.INFO, format, argument);
    }

    @Override
    public void info(String format, Object first, Object second) {
      write(Level.INFO, format, first, second);
    }

    @Override
    public void info(String format, Object... arguments) {
      write(Level.INFO, format, arguments);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
      consume(Level.INFO, consumer);
    }

    @Override
    public boolean isWarnEnabled() {
      return target.isWarnEnabled();
    }

    @Override
    public void warn(String message) {
      write(Level.WARN, message);
    }

    @Override
    public void warn(String format, Object argument) {
      write(Level.WARN, format, argument);
    }

    @Override
    public void warn(String format, Object first, Object second) {
      write(Level.WARN, format, first, second);
    }

    @Override
    public void warn(String format, Object... arguments) {
      write(Level.WARN, format, arguments);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
      consume(Level.WARN, consumer);
    }

    @Override
    public boolean isErrorEnabled() {
      return target.isErrorEnabled();
    }

    @Override
    public void error(String message) {
      write(Level.ERROR, message);
    }

    @Override
    public void error(String format, Object argument) {
      write(Level.ERROR, format, argument);
    }

    @Override
    public void error(String format, Object first, Object second) {
      write(Level.ERROR, format, first, second);
    }

    @Override
    public void error(String format, Object... arguments) {
      write(Level.ERROR, format, arguments);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
      consume(Level.ERROR, consumer);
    }

    @Override
    public void audit(String message) {
      write(Level.INFO, message);
    }

    @Override
    public void audit(String format, Object argument) {
      write(Level.INFO, format, argument);
    }

    @Override
    public void audit(String format, Object first, Object second) {
      write(Level.INFO, format, first, second);
    }

    @Override
    public void audit(String format, Object... arguments) {
      write(Level.INFO, format, arguments);
    }
  }
}
