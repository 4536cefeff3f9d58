"""A page with nothing but the map of an answer made by hand, and what was chosen on it. Run by test_map_component.py."""

import streamlit as st

from tests.exhibits.test_map import SMALL
from transfer_register.actions.opening import words
from transfer_register.exhibits import map as world
from transfer_register.screens.flow_map import flow_map

chosen = flow_map(world.draw(SMALL, words()), key="map")
st.text(f"Chosen: {chosen}")
