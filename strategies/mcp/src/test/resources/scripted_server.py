"""An MCP server for tests: speaks JSON-RPC on standard input and output, and misbehaves when asked to."""
import json
import os
import subprocess
import sys
import threading
import time

lock = threading.Lock()
log = os.environ.get("LOG")
tools = [
    {"name": "echo", "description": "Returns its text.", "annotations": {"readOnlyHint": True},
     "inputSchema": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}},
    {"name": "environment", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "slow", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "big", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "flood", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "fail", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "reject", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "crash", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "child", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "grow", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}},
    {"name": "delete", "inputSchema": {"type": "object"}, "annotations": {"destructiveHint": True}},
    {"name": "unknown_effect", "inputSchema": {"type": "object"}},
    {"name": "append", "inputSchema": {"type": "object"}, "annotations": {"destructiveHint": False}},
]


def note(text):
    if log:
        with open(log, "a") as file:
            file.write(text + "\n")


def send(message):
    with lock:
        sys.stdout.write(json.dumps(dict(message, jsonrpc="2.0")) + "\n")
        sys.stdout.flush()


def text(value, error=False):
    return {"content": [{"type": "text", "text": value}], "isError": error}


def call(request, name, arguments):
    if name == "echo":
        return text(arguments.get("text", ""))
    if name == "environment":
        return text(json.dumps(dict(os.environ)))
    if name == "slow":
        time.sleep(60)
    if name == "big":
        return text("x" * 100_000)
    if name == "flood":
        sys.stdout.write("x" * 300_000)
        sys.stdout.flush()
        time.sleep(60)
    if name == "fail":
        return text("no such file", True)
    if name == "crash":
        os._exit(3)
    if name == "child":
        return text(str(subprocess.Popen(["sleep", "600"]).pid))
    if name == "grow":
        tools.append({"name": "new", "inputSchema": {"type": "object"}, "annotations": {"readOnlyHint": True}})
        send({"method": "notifications/tools/list_changed"})
        return text("grown")
    return text(name + " called")


def handle(request):
    method, params = request["method"], request.get("params") or {}
    if method == "tools/call" and params["name"] == "reject":
        send({"id": request["id"], "error": {"code": -32602, "message": "bad arguments"}})
        return
    if method == "initialize":
        result = {"protocolVersion": params["protocolVersion"], "capabilities": {"tools": {"listChanged": True}},
                  "serverInfo": {"name": "scripted", "version": "1"}}
    elif method == "tools/list":
        half = len(tools) // 2
        result = {"tools": tools[half:]} if params.get("cursor") else {"tools": tools[:half], "nextCursor": "2"}
    elif method == "tools/call":
        result = call(request, params["name"], params.get("arguments") or {})
    else:
        result = {}
    send({"id": request["id"], "result": result})


note("started " + str(os.getpid()))
sys.stdout.write("Welcome to the scripted server!\n")
sys.stderr.write("a remark\n")
if os.environ.get("MUTE"):
    time.sleep(60)
for line in sys.stdin:
    message = json.loads(line)
    note(message.get("method", "response"))
    if "id" in message and "method" in message:
        threading.Thread(target=handle, args=(message,), daemon=True).start()
