"""The Reprise kernel for Python environments: starts it with a JDK, and lets papermill set parameters in Java."""
