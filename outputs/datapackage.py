"""`datapackage.json`: the tables described for programs and people (Frictionless Data Package, Table Schema)."""

from __future__ import annotations

import json
from typing import Any

from outputs.tables import TABLES, Column, Table


def datapackage() -> str:
    """The descriptor as JSON text; it is the same for every run, because the tables are."""
    descriptor = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "sokhop",
        "title": "Số khớp: số liệu của các báo cáo",
        "description": "Các bảng do sokhop lập từ báo cáo: mọi con số, nghĩa của nó và kết quả kiểm tra.",
        "resources": [_resource(table) for table in TABLES],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": [reference.column],
                "reference": {
                    "resource": "" if reference.table == table.name else reference.table,
                    "fields": [reference.target],
                },
            }
            for reference in table.references
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.values:
        field["constraints"] = {"enum": list(column.values)}
    return field
