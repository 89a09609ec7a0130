/**
 * What the code of a notebook can use: values shown richly, progress, input.
 *
 * <p>Everything here also works outside a notebook: {@link dev.reprise.notebook.Notebook#isPresent()} is then false,
 * rich output becomes plain text on standard output, and progress goes to the terminal. So a library may depend on this
 * module (it has no dependencies of its own) and be tested like any other.
 */
package dev.reprise.notebook;
