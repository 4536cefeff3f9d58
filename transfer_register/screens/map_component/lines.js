// Lines and shapes: a corridor is a band that widens towards the recipient, cut into dashes or dots by its verdict.

// Dash and gap by the line of a state: in pixels where a line is thin, in widths where it is thick. A solid line is one piece.
const DASHES = { dashed: [8, 5, 2.2, 1.4], dotted: [2.2, 3, 0.8, 0.9], fine: [1.4, 5, 0.4, 1.6] }

// [x, y, x, y, ...] as points with three more between each two, along a Catmull-Rom curve.
export function curve(flat) {
  const points = []
  for (let i = 0; i < flat.length; i += 2) points.push([flat[i], flat[i + 1]])
  if (points.length < 3) return points
  const smooth = [points[0]]
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b, c, d] = [points[Math.max(i - 1, 0)], points[i], points[i + 1], points[Math.min(i + 2, points.length - 1)]]
    for (const t of [0.25, 0.5, 0.75, 1]) {
      smooth.push([0, 1].map((k) => Math.round(
        0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t ** 3),
      )))
    }
  }
  return smooth
}

// The outline of a corridor: `pixels` wide at the recipient and a fifth of it at the exporter, `unit` map units a pixel.
export function band(pieces, pixels, unit, line) {
  const lengths = pieces.map((piece) => piece.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - piece[i][0], p[1] - piece[i][1]), 0))
  const whole = lengths.reduce((a, b) => a + b, 0) || 1
  const pattern = DASHES[line]
  let passed = 0
  let path = ""
  pieces.forEach((piece, place) => {
    const width = (at) => (0.22 + 0.78 * ((passed + at) / whole)) * pixels * unit
    if (!pattern) path += strip(piece, 0, lengths[place], width)
    else {
      const [dash, gap, wideDash, wideGap] = pattern
      for (let at = 0; at < lengths[place]; ) {
        const here = width(at)
        const end = at + Math.max(dash * unit, wideDash * here)
        path += strip(piece, at, Math.min(end, lengths[place]), width)
        at = end + Math.max(gap * unit, wideGap * here)
      }
    }
    passed += lengths[place]
  })
  return path
}

// Slanting bars across a corridor, four pixels apart: the look of what changes.
export function hatch(pieces, pixels, unit) {
  const lengths = pieces.map((piece) => piece.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - piece[i][0], p[1] - piece[i][1]), 0))
  const whole = lengths.reduce((a, b) => a + b, 0) || 1
  let passed = 0
  let path = ""
  pieces.forEach((piece, place) => {
    let left = 2 * unit
    let at = 0
    for (let i = 0; i + 1 < piece.length; i++) {
      const [[x, y], [u, v]] = [piece[i], piece[i + 1]]
      const length = Math.hypot(u - x, v - y)
      if (!length) continue
      const [dx, dy] = [(u - x) / length, (v - y) / length]
      for (; left <= length; left += 4 * unit) {
        const half = ((0.22 + 0.78 * ((passed + at + left) / whole)) * pixels * unit) / 2
        const [px, py] = [x + dx * left, y + dy * left]
        path += `M${(px - (dx + dy) * half).toFixed(1)} ${(py - (dy - dx) * half).toFixed(1)}`
        path += `L${(px + (dx + dy) * half).toFixed(1)} ${(py + (dy - dx) * half).toFixed(1)}`
      }
      left -= length
      at += length
    }
    passed += lengths[place]
  })
  return path
}

function strip(piece, from, to, width) {
  const [there, back] = [[], []]
  let at = 0
  for (let i = 0; i + 1 < piece.length && at <= to; i++) {
    const [[x, y], [u, v]] = [piece[i], piece[i + 1]]
    const length = Math.hypot(u - x, v - y)
    if (length && at + length >= from) {
      const [nx, ny] = [-(v - y) / length, (u - x) / length]
      const put = (on) => {
        const [px, py, half] = [x + ((u - x) * on) / length, y + ((v - y) * on) / length, width(at + on) / 2]
        there.push(`${(px + nx * half).toFixed(1)} ${(py + ny * half).toFixed(1)}`)
        back.unshift(`${(px - nx * half).toFixed(1)} ${(py - ny * half).toFixed(1)}`)
      }
      put(Math.max(from - at, 0))
      if (at + length >= to) put(to - at)
    }
    at += length
    if (at < to && i + 2 === piece.length) there.push(`${u} ${v}`)
  }
  return there.length > 1 ? `M${there.join("L")}L${back.join("L")}z` : ""
}

// The shape of a state at a place; `r` and `unit` in map units.
export function shape(element, name, x, y, r, unit) {
  const mark = { class: "mark-shape" }
  switch (name) {
    case "square": return element("rect", { ...mark, x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8 })
    case "diamond": return element("path", { ...mark, d: `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 1.2}l${-r * 1.2} ${r * 1.2}l${-r * 1.2} ${-r * 1.2}z` })
    case "triangle": return element("path", { ...mark, d: `M${x} ${y - r * 1.15}l${r * 1.15} ${r * 2}h${-r * 2.3}z` })
    case "cross": return element("path", { class: "mark-cross", d: `M${x - r} ${y - r}l${2 * r} ${2 * r}M${x - r} ${y + r}l${2 * r} ${-2 * r}`, "stroke-width": 2.2 * unit })
    case "dash": return element("rect", { ...mark, x: x - r * 1.1, y: y - r * 0.4, width: r * 2.2, height: r * 0.8 })
    case "ring": return element("circle", { class: "mark-ring", cx: x, cy: y, r: r * 0.85, "stroke-width": 2.2 * unit })
    default: return element("circle", { ...mark, cx: x, cy: y, r })
  }
}
