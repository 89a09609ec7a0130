"""Parameters for Java notebooks: `papermill in.ipynb out.ipynb -p rate 0.1`.

papermill loads this module through its entry point for engines, and so learns of the translator; the engine itself is
papermill's own.
"""

import json
import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

INT = 2**31
LONG = 2**63
MOST_ENTRIES_OF_MAP_OF = 10
DECLARATION = re.compile(r"^\s*(?:final\s+)?([A-Za-z_][\w.<>\[\], ?]*?)\s+(\w+)\s*=\s*(.+?)\s*;\s*(?://\s*(.*))?$")


class JavaTranslator(Translator):
    """Values as Java declarations. A parameter keeps the type with which the notebook declares it."""

    declared = {}

    @classmethod
    def translate_str(cls, val):
        # JSON's escapes are Java's, too.
        return json.dumps(val)

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_int(cls, val):
        if -INT <= val < INT:
            return str(val)
        return f"{val}L" if -LONG <= val < LONG else f'new java.math.BigInteger("{val}")'

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "Double.NaN"
        if math.isinf(val):
            return "Double.POSITIVE_INFINITY" if val > 0 else "Double.NEGATIVE_INFINITY"
        return repr(val)

    @classmethod
    def translate_list(cls, val):
        kind = "java.util.Arrays.asList" if None in val else "java.util.List.of"
        return f"{kind}({', '.join(map(cls.translate, val))})"

    @classmethod
    def translate_dict(cls, val):
        entries = ", ".join(f"java.util.Map.entry({cls.translate_str(str(k))}, {cls.translate(v)})" for k, v in val.items())
        if len(val) > MOST_ENTRIES_OF_MAP_OF:
            return f"java.util.Map.ofEntries({entries})"
        flat = ", ".join(f"{cls.translate_str(str(k))}, {cls.translate(v)}" for k, v in val.items())
        return f"java.util.Map.of({flat})"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".rstrip()

    @classmethod
    def assign(cls, name, str_val):
        kind = cls.declared.get(name, "Object" if str_val == "null" else "var")
        if kind == "float" and re.fullmatch(r"-?[\d.e+-]+", str_val):
            str_val += "f"
        return f"{kind} {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        cls.declared = {}
        found = []
        for line in parameters_cell.source.splitlines():
            declaration = DECLARATION.match(line)
            if declaration:
                kind, name, default, help_text = declaration.groups()
                cls.declared[name] = kind
                found.append(Parameter(name=name, inferred_type_name=kind, default=default, help=help_text or ""))
        return found


for language in ("java", "Java"):
    papermill_translators.register(language, JavaTranslator)


class Engine(NBClientEngine):
    """papermill's own engine, under a name of ours."""
