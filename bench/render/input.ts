import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession } from '@playwright/test'

/**
 * As often as a mouse is asked where it is: every frame has something new to show, and, since no frame rate divides it, the
 * events come at all moments of a frame, not always at the same two.
 */
export const eventsPerSecond = 125

interface Point {
  readonly x: number
  readonly y: number
}

/** When the first and the last event was sent, in milliseconds since 1970. */
export interface InputTimes {
  readonly first: number
  readonly last: number
}

/**
 * An answer comes with the frame that took the event, and its successor would miss the next one: with a single event
 * unanswered, the fastest page would be seen to move in every second frame.
 */
const mostUnanswered = 3

/** Calls `send` at a steady rate, whether or not the page keeps up; resolves when it has taken everything. */
async function steadily(seconds: number, send: (share: number) => Promise<unknown>): Promise<InputTimes> {
  const total = Math.round(seconds * eventsPerSecond)
  const sent: Promise<unknown>[] = []
  const start = performance.now()
  const first = Date.now()
  let last = first
  for (let i = 0; i < total; i++) {
    const early = start + (i * 1000) / eventsPerSecond - performance.now()
    if (early > 0) await wait(early)
    last = Date.now()
    sent.push(send(i / total))
  }
  await Promise.all(sent)
  return { first, last }
}

/**
 * Sends an event while the page has few to take still, and else keeps it for the next answer: what came meanwhile is not
 * left to the next tick, and the last of it not at all.
 * @param joined what is kept of two that wait
 */
function unhurried(
  send: (event: Point) => Promise<unknown>,
  joined: (waiting: Point, next: Point) => Point,
): (next: Point) => Promise<void> {
  let waiting: Point | undefined
  let unanswered = 0
  const sendWaiting = async () => {
    const event = waiting
    if (!event) return
    waiting = undefined
    unanswered++
    await send(event)
    unanswered--
    await sendWaiting()
  }
  return async (next) => {
    waiting = waiting ? joined(waiting, next) : next
    if (unanswered < mostUnanswered) await sendWaiting()
  }
}

/**
 * Turns the wheel (both ways: a touchpad). While the page has a few events to take still, those that follow are added up to
 * one, as a browser does with those of a real wheel.
 * @param turn pixels that one event scrolls by; `share` is 0…1 of the time
 */
export async function wheel(
  cdp: CDPSession,
  at: Point,
  seconds: number,
  turn: (share: number) => Point,
  options: { readonly ctrl?: boolean } = {},
): Promise<InputTimes> {
  const turned = unhurried(
    ({ x, y }) =>
      cdp.send('Input.dispatchMouseEvent', {
        type: 'mouseWheel',
        ...at,
        deltaX: x,
        deltaY: y,
        modifiers: options.ctrl ? 2 : 0,
        pointerType: 'mouse',
      }),
    (waiting, next) => ({ x: waiting.x + next.x, y: waiting.y + next.y }),
  )
  return steadily(seconds, (share) => turned(turn(share)))
}

/**
 * Presses, moves along a path and lifts. While the page has a few moves to take still, only the newest of those that
 * follow is kept, as a browser does with those of a real mouse.
 * @param path where the mouse is at a share 0…1 of the time */
export async function drag(
  cdp: CDPSession,
  seconds: number,
  path: (share: number) => Point,
): Promise<InputTimes> {
  const held = { button: 'left', buttons: 1, clickCount: 1 } as const
  const begin = path(0)
  await cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...begin })
  await cdp.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...begin, ...held })
  const moved = unhurried(
    (at) => cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, button: 'left', buttons: 1 }),
    (_, newest) => newest,
  )
  const times = await steadily(seconds, (share) => moved(path(share)))
  await cdp.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...path(1), ...held, buttons: 0 })
  return times
}
