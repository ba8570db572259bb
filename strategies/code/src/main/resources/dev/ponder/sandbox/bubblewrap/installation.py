"""Prints what this Python needs of the file system, as JSON. The operator chooses this Python, so it runs outside of the sandbox."""

import glob
import importlib
import json
import os
import site
import sys
import sysconfig

paths = sysconfig.get_paths()
folders = [paths[k] for k in ("stdlib", "platstdlib", "purelib", "platlib")] + site.getsitepackages()
if sys.prefix != sys.base_prefix:
    folders.append(sys.prefix)
for module in glob.glob(os.path.join(paths["platstdlib"], "lib-dynload", "*.so")):
    try:
        importlib.import_module(os.path.basename(module).split(".")[0])
    except Exception:
        pass
libraries = set()
with open("/proc/self/maps", encoding="utf-8") as maps:
    for line in maps:
        name = line.split(maxsplit=5)[5:] or [""]
        if ".so" in name[0]:
            libraries.add(os.path.dirname(name[0].strip()))
base = os.path.realpath(sys.executable)
installed = {}
for name in ("numpy", "sympy", "scipy", "pandas"):
    try:
        installed[name] = importlib.import_module("importlib.metadata").version(name)
    except Exception:
        pass
print(json.dumps({
    "executable": sys.executable if sys.prefix != sys.base_prefix else base,
    "files": [base],
    "folders": sorted({f for f in folders if f and os.path.isdir(f)}),
    "libraries": sorted(libraries),
    "version": "%d.%d" % sys.version_info[:2],
    "packages": installed,
}))
