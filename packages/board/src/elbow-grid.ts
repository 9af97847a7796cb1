import type { Box, Vector } from '@drawbridge/geometry'
import type { Exit } from './elbow-exit.ts'
import { outwards, sides, stub } from './elbow-exit.ts'

/** A turn has to save more than this, in board units. */
const costOfTurn = 50

/** The opposite of each side, as places in `sides`. */
const back: readonly number[] = [1, 0, 3, 2]

/** Sorted, each once. */
function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

/** Whether a level or upright piece runs through the inside of the box. */
function crosses({ minX, minY, maxX, maxY }: Box, a: Vector, b: Vector): boolean {
  return (
    Math.min(a.x, b.x) < maxX &&
    Math.max(a.x, b.x) > minX &&
    Math.min(a.y, b.y) < maxY &&
    Math.max(a.y, b.y) > minY
  )
}

/** Channels beside the boxes and around both, and where the exits are. */
function channels(
  low: 'minX' | 'minY',
  high: 'maxX' | 'maxY',
  boxes: readonly Box[],
  turns: readonly number[],
): number[] {
  const values = [...turns]
  for (const box of boxes) values.push(box[low] - stub, box[high] + stub)
  const [a, b] = boxes
  if (a && b) {
    if (a[high] < b[low]) values.push((a[high] + b[low]) / 2)
    if (b[high] < a[low]) values.push((b[high] + a[low]) / 2)
  }
  return distinct(values)
}

interface Step {
  readonly node: number
  readonly direction: number
  readonly cost: number
  readonly before: Step | undefined
}

/**
 * The cheapest way of level and upright pieces from one of the first exits to one of the last, around the boxes: short,
 * and with few turns. Undefined where there is none.
 */
export function cheapestWay(
  from: readonly Exit[],
  to: readonly Exit[],
  boxes: readonly Box[],
): Vector[] | undefined {
  const turns = [...from, ...to].map(({ turn }) => turn)
  const xs = channels('minX', 'maxX', boxes, turns.map(({ x }) => x)) // prettier-ignore
  const ys = channels('minY', 'maxY', boxes, turns.map(({ y }) => y)) // prettier-ignore
  const nodeAt = ({ x, y }: Vector) => ys.indexOf(y) * xs.length + xs.indexOf(x)
  const pointOf = (node: number): Vector => ({
    x: xs[node % xs.length] ?? 0,
    y: ys[Math.floor(node / xs.length)] ?? 0,
  })
  const best = new Map<number, number>()
  const done = new Set<number>()
  /** Cheapest last. */
  const open: Step[] = []
  const offer = (step: Step) => {
    const key = step.node * 4 + step.direction
    if (step.cost >= (best.get(key) ?? Infinity)) return
    best.set(key, step.cost)
    let at = open.length
    while (at > 0 && (open[at - 1]?.cost ?? Infinity) < step.cost) at--
    open.splice(at, 0, step)
  }
  for (const exit of from)
    offer({
      node: nodeAt(exit.turn),
      direction: sides.indexOf(exit.side),
      cost: exit.cost + lengthOf(exit),
      before: undefined,
    })

  let found: { readonly step: Step; readonly exit: Exit; readonly cost: number } | undefined
  for (let step = open.pop(); step; step = open.pop()) {
    if (found && step.cost >= found.cost) break
    const key = step.node * 4 + step.direction
    if (done.has(key)) continue
    done.add(key)
    for (const exit of to) {
      if (nodeAt(exit.turn) !== step.node) continue
      // Entering is going out backwards.
      const entering = back[sides.indexOf(exit.side)]
      if (entering === back[step.direction]) continue
      const turn = entering === step.direction ? 0 : costOfTurn
      const cost = step.cost + turn + exit.cost + lengthOf(exit)
      if (!found || cost < found.cost) found = { step, exit, cost }
    }
    const at = pointOf(step.node)
    const [column, row] = [step.node % xs.length, Math.floor(step.node / xs.length)]
    sides.forEach((side, direction) => {
      if (direction === back[step.direction]) return
      const [x, y] = [column + outwards[side].x, row + outwards[side].y]
      if (x < 0 || y < 0 || x >= xs.length || y >= ys.length) return
      const node = y * xs.length + x
      const next = pointOf(node)
      if (boxes.some((box) => crosses(box, at, next))) return
      const turn = direction === step.direction ? 0 : costOfTurn
      const length = Math.abs(next.x - at.x) + Math.abs(next.y - at.y)
      offer({ node, direction, cost: step.cost + turn + length, before: step })
    })
  }
  if (!found) return undefined
  const points = [found.exit.tip]
  let first: Step = found.step
  for (let step: Step | undefined = found.step; step; step = step.before) {
    points.unshift(pointOf(step.node))
    first = step
  }
  const start = from.find(
    ({ turn, side }) => nodeAt(turn) === first.node && sides.indexOf(side) === first.direction,
  )
  return start ? [start.tip, ...points] : points
}

const lengthOf = ({ tip, turn }: Exit) => Math.abs(tip.x - turn.x) + Math.abs(tip.y - turn.y)
