// Names of countries beside their markers: those of most transfers first, and none that would cover another.

const SIZE = 11.5
// Names on a narrow map and on a wide one.
const [FEWEST, MOST] = [14, 40]
const pen = document.createElement("canvas").getContext("2d")

export function labels(element, layers, places, view, lines) {
  const { left, top, unit, wide, high } = view
  const at = (x, y) => [(x - left) / unit, (y - top) / unit]
  pen.font = `600 ${SIZE}px ${getComputedStyle(layers.names).fontFamily || "sans-serif"}`
  const taken = []
  const passed = lines.flatMap((line) => line.pieces.flatMap((piece) => piece.filter((_, i) => i % 3 === 0).map(([x, y]) => at(x, y))))
  const seen = places.map((place) => ({ place, spot: at(place.x, place.y) }))
    .filter(({ spot: [x, y] }) => x > -4 && y > -4 && x < wide + 4 && y < high + 4)
  const spots = seen.map(({ spot: [x, y] }) => [x - 6, y - 6, x + 6, y + 6])
  const halos = []
  const names = []
  for (const { place, spot: [x, y] } of seen.filter(({ place }) => place.label).slice(0, Math.max(FEWEST, Math.min(MOST, Math.round(wide / 24))))) {
    const span = pen.measureText(place.label).width
    let best = null
    const offsets = [[9, 0], [-9 - span, 0], [9, 10], [9, -10], [-9 - span, 10], [-9 - span, -10], [-span / 2, 16], [-span / 2, -16]]
    offsets.forEach(([dx, dy], preference) => {
      const box = [x + dx - 1, y + dy - 7, x + dx + span + 1, y + dy + 6]
      if (box[0] < 2 || box[1] < 2 || box[2] > wide - 2 || box[3] > high - 2) return
      if (taken.some((other) => overlap(box, other) > 2)) return
      const covered = spots.filter((other, i) => seen[i].place !== place && overlap(box, other) > 6).length
      const crossed = passed.filter(([px, py]) => box[0] < px && px < box[2] && box[1] < py && py < box[3]).length
      const cost = preference + 8 * covered + Math.min(2 * crossed, 14)
      if (!best || cost < best.cost) best = { cost, box }
    })
    if (!best || (best.cost > 26 && names.length > 5)) continue
    taken.push(best.box)
    const put = { x: left + (best.box[0] + 1) * unit, y: top + (best.box[3] - 2.2) * unit, "font-size": SIZE * unit }
    halos.push(element("text", { ...put, "stroke-width": 3.4 * unit }, [place.label]))
    names.push(element("text", put, [place.label]))
  }
  layers.halos.replaceChildren(...halos)
  layers.names.replaceChildren(...names)
}

function overlap(a, b) {
  return Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]))
}
