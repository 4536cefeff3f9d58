// Draws countries, corridors, markers and names into one SVG, in map units; sizes are pixels times the unit of the view.

import { labels } from "./labels.js"
import { band, curve, hatch, shape } from "./lines.js"

const SVG = "http://www.w3.org/2000/svg"

export function element(name, attributes = {}, children = []) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export class Drawing {
  constructor(svg) {
    this.svg = svg
    this.layers = {}
    for (const name of ["land", "arcs", "becomes", "spots", "halos", "names"]) {
      this.layers[name] = svg.appendChild(element("g", { class: name }))
    }
    for (const name of ["becomes", "halos"]) this.layers[name].setAttribute("aria-hidden", "true")
    this.layers.names.setAttribute("aria-hidden", "true")
    this.ready = false
  }

  take(outlines, data) {
    this.data = data
    this.ready = true
    this.group = new Map(data.places.flatMap((place) => [[place.id, place.id], ...place.members.map((code) => [code, place.id])]))
    this.places = new Map(data.places.map((place) => [place.id, place]))
    this.land(outlines)
    this.arcs()
    this.spots()
  }

  land(outlines) {
    if (!this.countries) {
      this.countries = new Map()
      const path = (rings) => rings.map(([x, y, ...steps]) => `M${x} ${y}l${steps.join(" ")}z`).join("")
      this.layers.land.append(element("path", { class: "unsettled", d: path(outlines.unsettled) }))
      for (const [code, place] of Object.entries(outlines.places)) {
        if (!place.rings) continue
        const made = element("path", { d: path(place.rings), "data-code": code })
        this.countries.set(code, made)
        this.layers.land.append(made)
      }
    }
    for (const [code, made] of this.countries) {
      const place = this.places.get(this.group.get(code))
      made.setAttribute("class", `country tint-${place?.tint ?? 0}`)
    }
  }

  arcs() {
    this.lines = this.data.corridors.map((corridor) => {
      const shown = element("path", { class: `band ${corridor.verdict}` })
      const bars = corridor.look === "changed" ? element("path", { class: `bars ${corridor.verdict}` }) : null
      const hit = element("path", { class: "hit" })
      const held = element("g", {
        class: `corridor ${corridor.front ? "front" : "behind"} ${corridor.look}`, "data-o": corridor.o, "data-d": corridor.d,
        role: "button", tabindex: -1, "aria-label": corridor.said, "aria-pressed": "false",
      }, bars ? [hit, shown, bars] : [hit, shown])
      const pieces = corridor.lines.map(curve)
      hit.setAttribute("d", pieces.map((piece) => `M${piece.map(([x, y]) => `${x} ${y}`).join("L")}`).join(""))
      return { corridor, held, shown, bars, pieces, what: { type: "corridor", o: corridor.o, d: corridor.d } }
    })
    // The first are the weightiest and are drawn last, on top; the order of reading stays theirs.
    this.layers.arcs.replaceChildren(...this.lines.map((line) => line.held).reverse())
  }

  spots() {
    this.marks = this.data.places.map((place) => {
      const held = element("g", {
        class: `spot ${place.verdict ?? "sender"}${place.quiet ? " quiet" : ""}`, "data-id": place.id, role: "button", tabindex: -1,
        "aria-label": place.said, "aria-pressed": "false",
      })
      return { place, held, what: { type: "country", id: place.id } }
    })
    this.marks[0]?.held.setAttribute("tabindex", 0)
    this.layers.spots.replaceChildren(...this.marks.map((mark) => mark.held).reverse())
  }

  draw(view, chosen) {
    const { left, top, unit, wide, high } = view
    this.svg.setAttribute("viewBox", `${left} ${top} ${wide * unit} ${high * unit}`)
    const most = Math.max(1, ...this.data.places.map((place) => place.count))
    // On a narrow map marks as large as on a wide one would cover Europe.
    const fit = Math.min(1, Math.max(0.68, wide / 900))
    const becomes = []
    for (const { corridor, shown, bars, pieces } of this.lines) {
      const pixels = this.pixels(corridor)
      const mark = this.data.legend.marks.find((each) => each.id === corridor.verdict)
      shown.setAttribute("d", band(pieces, pixels, unit, corridor.look && corridor.look !== "went" ? "solid" : mark?.line ?? "solid"))
      if (!bars) continue
      bars.setAttribute("d", hatch(pieces, pixels, unit))
      const points = pieces.flat()
      const [x, y] = points[Math.floor((points.length * 2) / 3)]
      if (corridor.front) becomes.push(element("g", { class: `spot ${corridor.verdict}` }, [shape(element, this.data.legend.shapes[corridor.verdict], x, y, 4 * fit * unit, unit)]))
    }
    this.layers.becomes.replaceChildren(...becomes.reverse())
    for (const { place, held } of this.marks) {
      const radius = (place.quiet ? 2.2 : place.count ? 3.4 + 3 * Math.sqrt(place.count / most) : 3.6) * fit * unit
      const mark = place.quiet ? "disc" : this.data.legend.shapes[place.verdict]
      const parts = [element("circle", { class: "hit", cx: place.x, cy: place.y, r: 12 * unit })]
      if (place.sends) parts.push(element("circle", { class: "ring", cx: place.x, cy: place.y, r: radius + 2.6 * fit * unit }))
      if (place.verdict && !(place.quiet && place.sends)) parts.push(shape(element, mark, place.x, place.y, radius, unit))
      held.replaceChildren(...parts)
    }
    labels(element, this.layers, this.data.places, view, this.lines.filter((line) => line.corridor.front))
    this.choose(chosen)
  }

  pixels(corridor) {
    if (corridor.look === "pale") return 1.8
    const full = 1.6 + 6 * corridor.width
    if (corridor.look === "changed") return corridor.front ? full + 2 : 3
    return full * (corridor.front ? 1 : 0.6)
  }

  choose(chosen) {
    const kept = (line) => chosen?.type === "corridor"
      ? line.corridor.o === chosen.o && line.corridor.d === chosen.d
      : line.corridor.o === chosen?.id || line.corridor.d === chosen?.id
    this.svg.classList.toggle("choosing", Boolean(chosen))
    for (const line of this.lines) {
      line.held.classList.toggle("kept", Boolean(chosen) && kept(line))
      line.held.setAttribute("aria-pressed", chosen?.type === "corridor" && kept(line))
    }
    for (const { place, held } of this.marks) {
      const meant = chosen?.type === "country" ? [chosen.id] : chosen ? [chosen.o, chosen.d] : []
      held.setAttribute("aria-pressed", chosen?.type === "country" && chosen.id === place.id)
      held.classList.toggle("kept", meant.includes(place.id))
    }
    for (const [code, made] of this.countries) made.classList.toggle("kept", chosen?.type === "country" && this.group.get(code) === chosen.id)
  }

  // What lies under a mark: what it says, and what choosing it means (nothing for a country without transfers).
  meant(target) {
    const corridor = target.closest?.(".corridor")
    if (corridor) return this.line(corridor.dataset.o, corridor.dataset.d)
    const id = target.closest?.(".spot")?.dataset.id ?? this.group.get(target.dataset?.code)
    const place = this.places.get(id)
    if (place) return { said: place.said, what: { type: "country", id } }
    const name = this.data.names[target.dataset?.code]
    return name ? { said: `${name}: ${this.data.ui.nothing}` } : null
  }

  line(o, d) {
    const found = this.lines.find((line) => line.corridor.o === o && line.corridor.d === d)
    return found && { said: found.corridor.said, what: found.what }
  }

  // One row of the legend: line, shape and word; where lines are hatched they tell no state, and shape and colour do.
  swatch(mark, lined = true) {
    if (!lined) {
      const row = document.createElement("span")
      row.className = "mark"
      row.append(element("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, [
        element("g", { class: `spot ${mark.id}` }, [shape(element, mark.shape, 6, 6, 4, 1)]),
      ]), mark.word)
      return row
    }
    const row = document.createElement("span")
    row.className = "mark"
    const drawn = element("svg", { viewBox: "0 0 44 12", width: 44, height: 12, "aria-hidden": "true" }, [
      element("path", { class: `band ${mark.id}`, d: band([[[1, 6], [15, 6], [30, 6]]], 5, 1, mark.line) }),
      element("g", { class: `spot ${mark.id}` }, [shape(element, mark.shape, 38, 6, 4, 1)]),
    ])
    row.append(drawn, mark.word)
    return row
  }

  // One row of the legend for a look that a line has besides its state.
  look(look) {
    const row = document.createElement("span")
    row.className = "mark"
    const line = [[[1, 6], [15, 6], [30, 6]]]
    const parts = [element("path", { class: "band", d: band(line, look.id === "changed" ? 8 : 3, 1, "solid") })]
    if (look.id === "changed") parts.push(element("path", { class: "bars", d: hatch(line, 8, 1) }))
    row.append(element("svg", { viewBox: "0 0 32 12", width: 32, height: 12, "aria-hidden": "true" }, [
      element("g", { class: `corridor front ${look.id} sample` }, parts),
    ]), look.word)
    return row
  }
}
