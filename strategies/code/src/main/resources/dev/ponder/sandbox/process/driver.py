"""Runs programs in one interpreter: one JSON request a line on standard input, one JSON record after the output of each."""

import ast
import builtins
import io
import json
import linecache
import os
import sys
import time
import traceback
import types

FILE = "program.py"
MAX_ERROR = 4000
MAX_STATE = 1500
STATE_VALUE = 120


class MissingValue(BaseException):
    """The program called a function that has no definition, with arguments for which no value is known."""

    def __init__(self, call):
        super().__init__(call)
        self.call = call


def canonical(name, arguments, keywords):
    shown = [repr(a) for a in arguments] + [k + "=" + repr(v) for k, v in sorted(keywords.items())]
    return name + "(" + ", ".join(shown) + ")"


def canonical_text(text):
    """The same form for a call that somebody else wrote."""
    try:
        call = ast.parse(text.strip(), mode="eval").body
        return canonical(call.func.id, [ast.literal_eval(a) for a in call.args],
                         {k.arg: ast.literal_eval(k.value) for k in call.keywords})
    except Exception:
        return text.strip()


def literal(text):
    try:
        return ast.literal_eval(text.strip())
    except Exception:
        return text


class Undefined:
    """A function without definition. Its values are given for each combination of arguments."""

    def __init__(self, name, values):
        self.name = name
        self.values = values

    def __call__(self, *arguments, **keywords):
        call = canonical(self.name, arguments, keywords)
        if call in self.values:
            return literal(self.values[call])
        raise MissingValue(call)


def undefined_functions(tree, names):
    """The names that are called as functions and defined nowhere."""
    called, bound = [], set(names) | set(dir(builtins))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called.append(node.func.id)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                bound.add(alias.asname or alias.name.split(".")[0])
                if alias.name == "*":
                    return []
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif type(node).__name__ in ("MatchAs", "MatchStar", "MatchMapping"):
            bound.add(getattr(node, "name", None) or getattr(node, "rest", None))
    return [name for name in dict.fromkeys(called) if name not in bound]


def state(names):
    """The variables of the program, shortened."""
    shown, left = {}, MAX_STATE
    for name, value in names.items():
        if name.startswith("_") or isinstance(value, (types.ModuleType, types.FunctionType, type, Undefined)):
            continue
        try:
            text = repr(value)
        except Exception:
            continue
        text = text if len(text) <= STATE_VALUE else text[:STATE_VALUE] + "..."
        left -= len(name) + len(text)
        if left < 0:
            break
        shown[name] = text
    return shown


def locals_at(error, names):
    """The variables where the program stopped: those of the innermost function of the program, after its globals."""
    merged = dict(names)
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == FILE:
            merged.update(frame.tb_frame.f_locals)
        frame = frame.tb_next
    return state(merged)


def error_text(error):
    """The traceback without the frames of this file; the tail if it is long."""
    frame = error.__traceback__
    while frame is not None and frame.tb_frame.f_code.co_filename != FILE:
        frame = frame.tb_next
    try:
        text = "".join(traceback.format_exception(type(error), error, frame, limit=-12))
    except Exception:
        text = type(error).__name__
    return text if len(text) <= MAX_ERROR else "..." + text[-MAX_ERROR:]


def execute(request, names):
    """Executes the statements, and prints the value of the last one if it is an expression."""
    program = request["program"]
    linecache.cache[FILE] = (len(program), None, program.splitlines(True), FILE)
    tree = ast.parse(program, FILE)
    if request.get("undefined"):
        values = {canonical_text(call): value for call, value in (request.get("values") or {}).items()}
        for name in undefined_functions(tree, names):
            names[name] = Undefined(name, values)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, FILE, "exec"), names)
    if last is not None:
        value = eval(compile(last, FILE, "eval"), names)
        if value is not None:
            print(value if isinstance(value, str) else repr(value))


def run(request, names):
    begun = time.monotonic()
    record = {"status": "ok"}
    try:
        execute(request, names)
    except MissingValue as missing:
        record = {"status": "missing", "call": missing.call, "state": locals_at(missing, names)}
    except SystemExit as end:
        if end.code not in (None, 0):
            record = {"status": "error", "error": "SystemExit: " + str(end.code)}
    except MemoryError:
        record = {"status": "error", "error": "MemoryError: the program needs more memory than it may have"}
    except BaseException as error:
        record = {"status": "error", "error": error_text(error)}
    record["seconds"] = time.monotonic() - begun
    return record


def separate_streams():
    """The program gets an empty standard input, and its errors go where its output goes."""
    if not hasattr(os, "dup") or sys.platform == "wasi":
        requests = sys.stdin.buffer
        sys.stdin = io.StringIO()
    else:
        requests = os.fdopen(os.dup(0), "rb")
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        sys.stdin = open(os.devnull, encoding="utf-8")
    sys.stderr = sys.stdout
    return requests, sys.stdout


def serve():
    requests, out = separate_streams()
    module = types.ModuleType("__main__")
    process = getattr(os, "getpid", int)
    own = process()
    while True:
        line = requests.readline()
        if not line:
            return
        request = json.loads(line)
        if request.get("fresh"):
            module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        if "random" in request["program"] and "random" not in sys.modules:
            import random
            random.seed(0)
        elif request.get("fresh") and "random" in sys.modules:
            sys.modules["random"].seed(0)
        record = run(request, module.__dict__)
        if process() != own:
            # A process that the program started must not answer the next request
            os._exit(0)
        sys.stdout = sys.stderr = out
        try:
            out.flush()
        except Exception:
            pass
        out.buffer.write(("\n" + request["nonce"] + json.dumps(record) + "\n").encode("utf-8", "replace"))
        out.buffer.flush()
