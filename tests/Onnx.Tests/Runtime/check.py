"""Checks the ONNX files of a folder as the ONNX project does, types and shapes of all values included."""
import pathlib
import sys

import onnx

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx")):
    try:
        onnx.checker.check_model(str(path), full_check=True)
    except Exception as error:
        sys.exit(f"{path.name}: {error}")
    print(path.name)
