package dev.ponder.runtime.upstream.openai;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLException;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.http.HttpClosedException;

/** Describes why a connection failed, and what to change. */
final class ConnectionFailure {

    private ConnectionFailure() {
    }

    /**
     * The cause in words.
     *
     * @param property the prefix of the upstream's properties
     * @param host the host that was called
     */
    static String describe(Throwable failure, String property, String host) {
        List<Throwable> causes = causes(failure);
        String text = text(causes);
        String url = "see " + property + ".base-url";
        if (has(causes, ProxyConnectException.class)) {
            return "the proxy refused the connection: " + text + " (see " + property
                    + ".proxy and the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY)";
        }
        if (has(causes, UnknownHostException.class)) {
            return "the host name '" + host + "' cannot be resolved (" + url + ")";
        }
        if (has(causes, NotSslRecordException.class) || text.contains("unrecognized SSL message")) {
            return "the server does not use TLS at this port (expected http:// instead of https://; " + url + ")";
        }
        return certificate(causes, text, property, host)
                .or(() -> has(causes, SSLException.class)
                        ? Optional.of("the TLS handshake failed: " + text + " (" + url + " and " + property + ".tls)")
                        : Optional.empty())
                .orElseGet(() -> connection(causes, text) + " (" + url + ")");
    }

    private static Optional<String> certificate(List<Throwable> causes, String text, String property, String host) {
        if (!has(causes, CertificateException.class) && !has(causes, CertPathValidatorException.class)
                && !text.contains("certification path") && !text.contains("trustAnchors")) {
            return Optional.empty();
        }
        if (has(causes, CertificateExpiredException.class)) {
            return Optional.of("the certificate of the server has expired: " + text + " (renew the certificate)");
        }
        if (text.contains("subject alternative") || text.contains("No name matching") || text.contains("hostname")) {
            return Optional.of("the certificate of the server is not valid for the host name '" + host + "': " + text
                    + " (see " + property + ".base-url, or " + property
                    + ".tls.trust-all to accept every certificate)");
        }
        return Optional.of("the certificate of the server is not trusted: " + text + " (set " + property
                + ".tls.ca-file to a PEM file with the certificate of its CA)");
    }

    private static String connection(List<Throwable> causes, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("refused")) {
            return "connection refused: no server accepts connections at this address and port";
        }
        if (has(causes, NoRouteToHostException.class) || lower.contains("unreachable") || lower.contains("no route")) {
            return "no route to the host";
        }
        if (has(causes, DecoderException.class) || lower.contains("invalid version format")) {
            return "the server does not answer with HTTP: a port for TLS needs https://";
        }
        if (isReset(causes)) {
            return "the server reset the connection before it answered";
        }
        if (isClosed(causes)) {
            return "the server closed the connection before it answered";
        }
        return has(causes, ConnectException.class) ? "no connection: " + text : text;
    }

    /** Whether the other side closed or reset the connection. */
    static boolean isDisconnect(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return isReset(causes) || isClosed(causes);
    }

    private static boolean isReset(List<Throwable> causes) {
        return causes.stream().map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.contains("connection reset") || text.contains("broken pipe"));
    }

    private static boolean isClosed(List<Throwable> causes) {
        return has(causes, HttpClosedException.class) || has(causes, ClosedChannelException.class)
                || has(causes, EOFException.class)
                || causes.stream().anyMatch(cause -> "Connection was closed".equals(cause.getMessage()));
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    /** The message of the innermost cause that has one, on one line. */
    private static String text(List<Throwable> causes) {
        Throwable innermost = causes.get(causes.size() - 1);
        for (Throwable cause : causes) {
            innermost = cause.getMessage() == null ? innermost : cause;
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message.replaceAll("\\s+", " ").strip();
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
