"""The test suite that Jupyter offers for kernels, with every group switched on."""


import jupyter_kernel_test
import pytest

pytestmark = pytest.mark.every_jdk


@pytest.mark.usefixtures("kernelspecs")
class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "Java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("test");'
    completion_samples = [
        {"text": '"text".toUpp', "matches": {"toUpperCase("}},
        {"text": "StringBuff", "matches": {"StringBuffer", "StringBufferInputStream"}},
    ]
    complete_code_samples = ["1", "int x = 3;", "class A { int a; }", "// only a comment", "int a = 1;\nint b = 2;"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "int f(", "class A {", '"""\ntext']
    invalid_code_samples = ["int x = ) 1", "]["]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"text"', "result": "text"},
        {"code": "int[] squares = {1, 4, 9};\nsquares", "result": "[1, 4, 9]"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html")', "mime": "text/html"},
        {"code": "display(new java.awt.image.BufferedImage(2, 2, 1))", "mime": "image/png"},
    ]
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput(false);"
    code_history_pattern = "6 ? 7*"
    supported_history_operations = ("tail", "range", "search")
    # The pager is a payload, which the protocol has deprecated.


