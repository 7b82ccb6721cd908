from __future__ import annotations

import ast

import pytest
from django.apps import apps

from tests.contracts.glossary import code_names, forbidden_words
from tests.contracts.rules import house
from tests.contracts.word_rules import in_words, names_in
from throughline.earlywarning.policy import Indicator, Scope
from throughline.terms.attendance import (
    KIND_FIELDS,
    MINUTE_FIELDS,
    Basis,
    Documentation,
    Granularity,
    Status,
)
from throughline_web.organisations.roles import Role

CLOSED_LISTS = [Basis, Documentation, Granularity, Indicator, Role, Scope, Status]


def model_names():
    ours = [model for model in apps.get_models() if model.__module__.startswith("throughline_web.")]
    return sorted("_".join(in_words(model.__name__)) for model in ours)


def words_in_use():
    """Every name and short text of the product, in small letters with underscores."""
    words = set()
    for source in house():
        if source.path.startswith("src/") and source.is_python:
            words |= {"_".join(in_words(name)) for name, _ in names_in(source.tree)}
            words |= {
                node.value
                for node in ast.walk(source.tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return words


@pytest.mark.parametrize("name", model_names())
def test_every_table_of_the_site_is_explained(name):
    assert name in code_names()


@pytest.mark.parametrize("words", CLOSED_LISTS, ids=lambda words: words.__name__)
def test_every_word_of_a_closed_list_is_explained(words):
    assert {str(word) for word in words} - code_names() == set()


def test_every_kind_of_minutes_is_explained():
    assert {*MINUTE_FIELDS, *KIND_FIELDS} - code_names() == set()


def test_every_code_name_of_the_glossary_is_in_use():
    in_use = words_in_use()

    assert [name for name in sorted(code_names()) if name not in in_use] == []


def test_no_word_is_both_explained_and_forbidden():
    assert code_names() & set(forbidden_words()) == set()
