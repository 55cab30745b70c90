"""YAML in which no key is written twice: the later one would silently take the place of the first."""

from __future__ import annotations

from typing import Any

import yaml


class _Once(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key} is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def load_once(text: str) -> Any:
    """Return the content of a YAML text; raises yaml.YAMLError, with its line, for a broken text or a repeated key."""
    return yaml.load(text, Loader=_Once)
