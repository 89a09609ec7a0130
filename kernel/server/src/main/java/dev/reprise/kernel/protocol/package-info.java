/**
 * The Jupyter messaging protocol over ZeroMQ: messages, signatures, sockets. Knows no Java code and no JShell.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in Jupyter</a>
 */
package dev.reprise.kernel.protocol;
