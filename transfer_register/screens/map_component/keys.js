// The map by keyboard: one stop of the Tab key; arrows walk through countries or corridors, C changes between the two.

export function arrowKeys(svg, drawing, data, choose) {
  svg.onkeydown = (event) => {
    const countries = drawing.marks
    const corridors = drawing.lines
    const here = svg.getRootNode().activeElement
    const among = corridors.some((line) => line.held === here) ? corridors : countries
    const place = among.findIndex((each) => each.held === here)
    if (place < 0) return
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step) go(among, (place + step + among.length) % among.length)
    else if (event.key === "Home") go(among, 0)
    else if (event.key === "End") go(among, among.length - 1)
    else if (event.key === "Enter" || event.key === " ") choose(among[place].what)
    else if (event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey) go(among === countries ? corridors : countries, 0)
    else return
    event.preventDefault()
  }

  function go(among, place) {
    if (!among.length) return
    for (const each of [...drawing.marks, ...drawing.lines]) each.held.setAttribute("tabindex", -1)
    among[place].held.setAttribute("tabindex", 0)
    among[place].held.focus()
  }
}
