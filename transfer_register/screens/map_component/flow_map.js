// The map of transfers on a screen: mounts into Streamlit, keeps what is chosen and what part of the world is shown.
// Every word, place and line comes from Python (exhibits/map.py); outlines from world.json beside this file.

import { Drawing, element } from "./drawing.js"
import { arrowKeys } from "./keys.js"

const world = fetch(new URL("world.json", import.meta.url)).then((answer) => answer.json())
const maps = new WeakMap()

export default function mount({ data, parentElement, setStateValue }) {
  let map = maps.get(parentElement)
  if (!map) maps.set(parentElement, (map = new FlowMap(parentElement.querySelector(".flow-map"))))
  map.take(data, setStateValue)
  return () => map.rest()
}

class FlowMap {
  constructor(root) {
    this.root = root
    this.chosen = null
    this.frame = null
    root.replaceChildren()
    this.bar = root.appendChild(html("div", "bar"))
    this.stage = root.appendChild(html("div", "stage"))
    this.svg = this.stage.appendChild(element("svg", { class: "world", role: "group" }))
    this.tip = this.stage.appendChild(html("div", "tip"))
    this.tip.setAttribute("aria-hidden", "true")
    this.legend = root.appendChild(html("div", "legend"))
    this.beside = root.appendChild(html("p", "beside"))
    this.note = root.appendChild(html("p", "note"))
    this.drawing = new Drawing(this.svg)
    this.listen()
  }

  async take(data, setStateValue) {
    this.send = setStateValue
    this.data = data
    if ("selected" in data) this.chosen = data.selected && data.selected.type ? data.selected : null
    this.words()
    this.observer ??= new ResizeObserver(() => this.fit())
    this.observer.observe(this.stage)
    const outlines = await world
    if (data !== this.data) return
    this.drawing.take(outlines, data)
    arrowKeys(this.svg, this.drawing, data, (what) => this.choose(what))
    this.fit()
  }

  rest() {
    this.observer?.disconnect()
    this.observer = null
  }

  words() {
    const { ui, frames, legend, beside, note } = this.data
    this.svg.setAttribute("aria-label", ui.map)
    if (this.bar.childElementCount === 0) {
      for (const frame of frames) this.bar.append(this.button(frame.label, () => this.show(frame.box, frame.id), frame.id))
      const zoom = this.bar.appendChild(html("span", "zoom"))
      zoom.append(this.button("+", () => this.zoom(1 / 1.5), "", ui.in), this.button("−", () => this.zoom(1.5), "", ui.out))
      this.pressed("world")
    }
    this.legend.hidden = !legend.marks.length
    const lined = !legend.looks.length
    this.legend.replaceChildren(text("strong", legend.title), ...legend.marks.map((mark) => this.drawing.swatch(mark, lined)))
    this.legend.append(...legend.looks.map((look) => this.drawing.look(look)))
    this.legend.append(text("p", `${legend.rule} ${legend.width}`), text("p", ui.help, "help"))
    this.beside.replaceChildren()
    if (beside.length) {
      this.beside.append(text("strong", ui.beside))
      for (const each of beside) {
        const part = each.what ? text("button", `${each.text} ${each.shown}`) : text("span", `${each.text} ${each.shown}`)
        part.title = each.said
        if (each.what) {
          part.type = "button"
          part.dataset.what = JSON.stringify(each.what)
          part.setAttribute("aria-label", `${each.text}. ${each.said}`)
          part.addEventListener("click", () => this.choose(each.what))
        }
        this.beside.append(part)
      }
      this.pressBeside()
    }
    if (!this.data.places.length) this.beside.prepend(text("span", `${ui.empty} `))
    this.note.textContent = note
  }

  button(label, act, frame, spoken) {
    const made = text("button", label)
    made.type = "button"
    if (frame) made.dataset.frame = frame
    if (spoken) made.setAttribute("aria-label", spoken)
    made.addEventListener("click", act)
    return made
  }

  pressed(frame) {
    for (const each of this.bar.querySelectorAll("[data-frame]")) each.setAttribute("aria-pressed", each.dataset.frame === frame)
  }

  show([left, top, right, bottom], frame = "") {
    this.frame = { x: (left + right) / 2, y: (top + bottom) / 2, wide: right - left, high: bottom - top }
    this.pressed(frame)
    this.fit()
  }

  zoom(factor) {
    const least = this.data.width / 40
    this.frame.wide = Math.min(Math.max(this.frame.wide * factor, least), this.data.width)
    this.frame.high = this.frame.wide * (this.data.height / this.data.width)
    this.pressed("")
    this.fit()
  }

  fit() {
    const { clientWidth: wide, clientHeight: high } = this.stage
    if (!wide || !this.drawing.ready) return
    this.frame ??= { x: this.data.width / 2, y: this.data.height / 2, wide: this.data.width, high: this.data.height }
    const unit = Math.max(this.frame.wide / wide, this.frame.high / high)
    const inside = (middle, span, whole) => (span >= whole ? whole / 2 : Math.min(Math.max(middle, span / 2), whole - span / 2))
    this.frame.x = inside(this.frame.x, wide * unit, this.data.width)
    this.frame.y = inside(this.frame.y, high * unit, this.data.height)
    this.view = { left: this.frame.x - (wide * unit) / 2, top: this.frame.y - (high * unit) / 2, unit, wide, high }
    this.drawing.draw(this.view, this.chosen)
  }

  choose(what) {
    const same = JSON.stringify(what) === JSON.stringify(this.chosen)
    this.chosen = same ? null : what
    this.drawing.choose(this.chosen)
    this.pressBeside()
    this.send("selection", this.chosen)
  }

  pressBeside() {
    const chosen = JSON.stringify(this.chosen)
    for (const each of this.beside.querySelectorAll("button")) each.setAttribute("aria-pressed", each.dataset.what === chosen)
  }

  listen() {
    let held = null
    this.svg.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, y: event.clientY, moved: false }
    })
    this.svg.addEventListener("pointermove", (event) => {
      if (held && event.buttons) {
        const [dx, dy] = [event.clientX - held.x, event.clientY - held.y]
        if (held.moved || Math.hypot(dx, dy) > 4) {
          Object.assign(held, { x: event.clientX, y: event.clientY, moved: true })
          this.frame.x -= dx * this.view.unit
          this.frame.y -= dy * this.view.unit
          this.svg.setPointerCapture(event.pointerId)
          this.fit()
        }
        return
      }
      this.tell(this.drawing.meant(event.target), event)
    })
    this.svg.addEventListener("pointerleave", () => this.tell(null))
    this.svg.addEventListener("click", (event) => {
      const moved = held?.moved
      held = null
      if (moved) return
      const meant = this.drawing.meant(event.target)
      if (meant?.what) this.choose(meant.what)
      else if (this.chosen) this.choose(this.chosen)
    })
    // On the frame, not on the SVG: listening for focus would make the SVG itself a stop of the Tab key.
    this.stage.addEventListener("focusin", (event) => this.tell(this.drawing.meant(event.target), null, event.target))
    this.stage.addEventListener("focusout", () => this.tell(null))
    this.svg.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.chosen) this.choose(this.chosen)
      if (event.key === "+" || event.key === "=") this.zoom(1 / 1.5)
      if (event.key === "-") this.zoom(1.5)
    })
    // The wheel scrolls the page; it moves the map only with the key that zooms everywhere else too.
    this.svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      this.zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2)
    }, { passive: false })
  }

  tell(meant, event, focused) {
    this.tip.textContent = meant?.said ?? ""
    this.tip.hidden = !meant?.said
    if (!meant?.said) return
    const stage = this.stage.getBoundingClientRect()
    const box = event ? null : focused.getBoundingClientRect()
    const x = (event ? event.clientX : box.left + box.width / 2) - stage.left
    const y = (event ? event.clientY : box.top + box.height / 2) - stage.top
    this.tip.style.left = `${Math.max(0, Math.min(x + 14, stage.width - this.tip.offsetWidth - 4))}px`
    this.tip.style.top = `${Math.max(0, y + 18 + this.tip.offsetHeight > stage.height ? y - this.tip.offsetHeight - 10 : y + 18)}px`
  }
}

function html(name, className) {
  const made = document.createElement(name)
  made.className = className
  return made
}

function text(name, words, className = "") {
  const made = html(name, className)
  made.textContent = words
  return made
}
