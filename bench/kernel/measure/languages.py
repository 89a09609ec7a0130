"""The cells, in Java and the same in Python."""


class Java:
    FIRST = "1 + 1"
    TEXT = 'String text = "abc";'
    COMPLETION = "text.sub"
    LINES = 'for (int i = 0; i < {count}; i++) System.out.println("line " + i);'
    STATEMENTS = """int a = 3;
int b = a + 4;
String s = "n" + b;
List<Integer> xs = new ArrayList<>();
xs.add(a);
xs.add(b);
int sum = xs.get(0) + xs.get(1);
System.out.println(s + sum);"""


class Python:
    FIRST = Java.FIRST
    TEXT = 'text = "abc"'
    COMPLETION = "text.sp"
    LINES = 'for i in range({count}): print("line " + str(i))'
    STATEMENTS = """a = 3
b = a + 4
s = "n" + str(b)
xs = []
xs.append(a)
xs.append(b)
sum_ = xs[0] + xs[1]
print(s + str(sum_))"""
