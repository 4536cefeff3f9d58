"""The flow from step to step; what stands together as Other can be opened."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from transfer_register.exhibits import dimensions, sankey
from transfer_register.model.filter import Filter
from transfer_register.screens import address
from transfer_register.screens.choice import controlled
from transfer_register.screens.flow_chart import Picked, chart, fold, is_dark, legend
from transfer_register.screens.plain import plain
from transfer_register.screens.show import show as show_exhibit
from transfer_register.screens.visit import Visit


def show_sankey(visit: Visit, chosen: Filter) -> Picked:
    """Draws the flow with its choice of steps; gives back the fields of a filter for what was chosen in it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        steps = _steps()
    beside = st.container()  # where the list of a node never lies over it
    if len(steps) < 2:
        st.info("Choose two steps or more.", icon=":material/account_tree:")
        return None
    answer = visit.ask("sankey", chosen, steps=steps, fold=fold(visit))

    def draw() -> Picked:
        picture = sankey.read(answer, visit.words)
        fullest = max((sum(node.place == place for node in picture.nodes) for place in range(len(steps))), default=1)
        legend(sankey.marks(answer, visit.words))
        with st.container(key="sankey"):  # on a narrow page it scrolls sideways rather than lay words over words
            selection = chart(sankey.draw(answer, visit.words, dark=is_dark()), 120 + 38 * fullest, answer, "Flow of transfers")
        st.caption(plain(sankey.caption(answer, visit.words)))
        picked = sankey.picked(selection, answer, visit.words)
        if picked and (nodes := sankey.opened(selection, answer, visit.words)):
            titles = " and ".join(dimensions.title(picture.steps[node.place]).lower() for node in nodes)
            beside.button(
                f"Open Other: {titles}", icon=":material/unfold_more:", key="flows.open_other",
                help="The same flow for these transfers, with what stood together drawn apart. Back, or the chip above, returns.",
                on_click=address.write_filter, args=(replace(chosen, **picked),),
            )  # fmt: skip
        return picked

    return show_exhibit(visit, "sankey", answer, chosen, draw, sankey.twin(answer, visit.words))


def _steps() -> list[str]:
    value = address.some_of("steps", dimensions.DIMENSIONS, sankey.STEPS)
    controlled("flows.steps", value)
    return st.multiselect(
        "Steps, in their order", list(dimensions.DIMENSIONS), key="flows.steps", format_func=dimensions.title,
        max_selections=5, on_change=lambda: address.say("steps", st.session_state["flows.steps"]),
    )  # fmt: skip
