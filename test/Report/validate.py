"""Checks reports in JSON against docs/report.schema.json.

    validate.py SCHEMA REPORT...
    validate.py --described SCHEMA

Beyond the schema it checks what a schema cannot say: sources exist, keys of
rows are the columns. With --described it checks the schema itself: it is
strict, and every property has a description.
"""

import json
import sys

import jsonschema


def descriptions(schema, path, defs):
    """Yields what is missing in a schema and all inside it."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name not in defs:
            yield f"{path}: no definition `{name}`"
    elif "description" not in schema:
        yield f"{path}: no description"
    if "properties" in schema:
        if schema.get("additionalProperties") is not False:
            yield f"{path}: takes properties that it does not name"
        for name, inner in schema["properties"].items():
            yield from descriptions(inner, f"{path}/{name}", defs)
    for key in ["items", "additionalProperties"]:
        if isinstance(schema.get(key), dict):
            yield from descriptions(schema[key], f"{path}/{key}", defs)


def rows_of(report):
    keys = [column["name"] for column in report.get("columns", [])]
    for row in report.get("rows", []) + report.get("layers", []):
        yield keys, row["fields"]
    for inner in report.get("nested", []):
        yield from rows_of(inner)


def sources_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "source" and isinstance(inner, int):
                yield inner
            elif key != "diagnostics":
                yield from sources_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sources_in(inner)


def unique(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key occurs twice: {keys}"
    return dict(pairs)


def main(arguments):
    if arguments[0] == "--described":
        schema = json.load(open(arguments[1], encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        missing = list(descriptions(schema, "", schema["$defs"]))
        for name, inner in schema["$defs"].items():
            missing += descriptions(inner, f"$defs/{name}", schema["$defs"])
        print("\n".join(missing) or "every property is described")
        return 1 if missing else 0

    schema = json.load(open(arguments[0], encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    faults = 0
    for name in arguments[1:]:
        with open(name, encoding="utf-8") as file:
            report = json.load(file, object_pairs_hook=unique)
        for error in validator.iter_errors(report):
            faults += 1
            print(f"{name}: {error.json_path}: {error.message}")
        for source in sources_in(report):
            if not 0 <= source < len(report["sources"]):
                faults += 1
                print(f"{name}: no source {source}")
        for view in report["reports"]:
            for keys, fields in rows_of(view):
                if list(fields) != keys:
                    faults += 1
                    print(f"{name}: {list(fields)} are not the columns {keys}")
    print(f"{len(arguments) - 1} reports, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
