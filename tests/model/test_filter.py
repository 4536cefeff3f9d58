"""One filter: as text for a link, as JSON for a question, as a sentence for a reader."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import read_words

WORDS = read_words(Path(__file__).resolve().parents[2] / "data" / "vocabulary")
TERM = st.text(alphabet="abcdefgh_-0123456789", min_size=1, max_size=8)
LISTS = st.lists(TERM, max_size=3, unique=True).map(tuple)


@given(st.builds(Filter, search=TERM, verdicts=LISTS, countries=LISTS, exporters=LISTS, grounds=LISTS, findings=LISTS))
def test_a_filter_survives_its_link(chosen):
    assert Filter.parse(chosen.text()) == chosen


TEXTS = st.lists(st.text(min_size=0, max_size=8), max_size=3, unique=True).map(tuple)


@given(st.builds(Filter, systems=TEXTS, owners=TEXTS, categories=TEXTS, others=st.just(("owners",))))
def test_a_link_keeps_names_with_any_sign_and_what_is_not_stated(chosen):
    assert Filter.parse(chosen.text()) == chosen


def test_what_is_not_stated_is_a_value_of_its_own():
    chosen = Filter.parse("categories=not_stated,name; tools=-; scopes=global; countries=US; measures=measures.pseudonymised")
    assert chosen.categories == ("", "name")
    assert chosen.sentence(WORDS) == (
        "Transfers with destination United States or Anywhere; data Not stated or Name; mechanism None stands; "
        "measure Pseudonymised, the key kept by the exporter"
    )


def test_a_sentence_says_which_values_are_not_meant():
    chosen = Filter(countries=("US", "IN", "CN", "BR", "JP", "SG", "MX"), groups=("APAC",), others=("countries",))
    assert chosen.sentence(WORDS) == (
        "Transfers with destination other than United States, India, China, Brazil, Japan and 3 more"
    )


def test_an_open_filter_says_so():
    assert Filter().sentence(WORDS) == "All transfers"
    assert Filter().json() == "{}"


def test_the_sentence_speaks_the_words_of_the_vocabulary():
    chosen = Filter(verdicts=("unknown", "breached"), countries=("US",), exporters=("PA-0001",))
    assert chosen.sentence(WORDS, {"PA-0001": "Acme GmbH (demo)"}) == (
        "Transfers with verdict Unknown or Breached; destination United States; exporter Acme GmbH (demo)"
    )


def test_provisions_are_named_with_the_outcome_that_is_meant():
    names = {"eu.us.dpf": "EU-US Data Privacy Framework", "R-SCC-009": "Assessment under clause 14"}
    chosen = Filter(grounds=("eu.us.dpf",), findings=("R-SCC-009:breached",))
    assert chosen.sentence(WORDS, names) == (
        "Transfers with ground or fallback EU-US Data Privacy Framework; finding Assessment under clause 14: breached"
    )


@pytest.mark.parametrize("text", ["verdict=unknown", "verdicts", "=x"])
def test_a_filter_that_is_none_names_the_fields(text):
    with pytest.raises(ValueError, match="the fields are"):
        Filter.parse(text)
