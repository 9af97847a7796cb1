import { gridForZoom } from '@drawbridge/board'
import type { ScreenPoint } from '@drawbridge/geometry'
import { boardPoint, distance } from '@drawbridge/geometry'
import type { Modifiers, PointerInput, PointerReading } from './input.ts'
import type { Fingers } from './pinch.ts'
import { pinched } from './pinch.ts'
import type { Machine } from './tools/machine.ts'
import type { Sample, ToolContext } from './tools/tool.ts'

type View = Pick<ToolContext, 'viewport' | 'setViewport'>

/** The pointer that a tool follows from press to release. */
interface Held {
  readonly machine: Machine
  readonly clicks: number
  last: PointerInput
}

const doubleClickMilliseconds = 400
const doubleClickPixels = 8

/**
 * Decides which pointer works a tool. One at a time: a second finger cancels what the first began and both pinch; a pen
 * takes over from fingers, and while it is down hands resting on the screen are ignored.
 */
export class Pointers {
  readonly #view: View
  readonly #machineFor: (press: PointerInput) => Machine | undefined
  readonly #fingers = new Map<number, ScreenPoint>()
  #held: Held | undefined
  #pinching = false
  #lastDown: { input: PointerInput; clicks: number } | undefined

  /** @param machineFor the tool that a press works; undefined when the press is not for us */
  constructor(view: View, machineFor: (press: PointerInput) => Machine | undefined) {
    this.#view = view
    this.#machineFor = machineFor
  }

  /** The tool being worked, if any. */
  get machine(): Machine | undefined {
    return this.#held?.machine
  }

  handle(input: PointerInput): void {
    if (!Number.isFinite(input.screen.x) || !Number.isFinite(input.screen.y)) return
    switch (input.kind) {
      case 'down':
        return input.pointerType === 'touch' ? this.#fingerDown(input) : this.#down(input)
      case 'move':
        return this.#move(input)
      case 'up':
      case 'cancel':
        return this.#up(input)
    }
  }

  /** Drops what is going on; whatever is still pressed does nothing until it is lifted. */
  cancel(): void {
    this.#held?.machine.cancel()
    this.#held = undefined
  }

  /** As `cancel`, and nothing is pressed any more. */
  reset(): void {
    this.cancel()
    this.#fingers.clear()
    this.#pinching = false
  }

  /** Lets the tool look again at where the pointer is: the viewport, or the modifiers, have changed. */
  refresh(modifiers?: Modifiers): void {
    const held = this.#held
    if (!held) return
    if (modifiers) {
      const { shift, alt, ctrl } = modifiers
      held.last = { ...held.last, modifiers: { shift, alt, ctrl } }
    }
    held.machine.move(this.#sample(held.last, held.last, held.clicks), [])
  }

  #fingerDown(input: PointerInput): void {
    if (this.#held && this.#held.last.pointerType !== 'touch') return
    this.#fingers.set(input.pointerId, input.screen)
    if (this.#fingers.size === 1) this.#down(input)
    else {
      this.cancel()
      this.#pinching = true
    }
  }

  #down(input: PointerInput): void {
    if (input.pointerType === 'pen' && this.#held?.last.pointerType !== 'pen') this.reset()
    if (this.#held) return
    const machine = this.#machineFor(input)
    if (!machine) return
    const clicks = this.#clicks(input)
    this.#lastDown = { input, clicks }
    this.#held = { machine, clicks, last: input }
    machine.down(this.#sample(input, input, clicks))
  }

  #clicks(input: PointerInput): number {
    const before = this.#lastDown
    const again =
      before?.input.pointerType === input.pointerType &&
      input.time - before.input.time <= doubleClickMilliseconds &&
      distance(input.screen, before.input.screen) <= doubleClickPixels
    return again ? before.clicks + 1 : 1
  }

  #move(input: PointerInput): void {
    if (this.#pinching) return this.#pinch(input)
    const held = this.#held
    if (held && held.last.pointerId !== input.pointerId) return
    if (!held && input.pointerType === 'touch') return
    const machine = held?.machine ?? this.#machineFor({ ...input, button: 0 })
    if (!machine) return
    const clicks = held?.clicks ?? 0
    const earlier = (input.coalesced ?? []).map((reading) => this.#sample(reading, input, clicks))
    if (held) held.last = input
    machine.move(this.#sample(input, input, clicks), earlier)
  }

  #pinch(input: PointerInput): void {
    if (!this.#fingers.has(input.pointerId)) return
    const before = this.#pair()
    this.#fingers.set(input.pointerId, input.screen)
    const after = this.#pair()
    if (before && after) this.#view.setViewport(pinched(this.#view.viewport, before, after))
  }

  /** The two fingers that came first: a third one changes nothing. */
  #pair(): Fingers | undefined {
    const [a, b] = this.#fingers.values()
    return a && b && [a, b]
  }

  #up(input: PointerInput): void {
    this.#fingers.delete(input.pointerId)
    // The finger that stays longer must not start to draw.
    if (this.#fingers.size === 0) this.#pinching = false
    const held = this.#held
    if (held?.last.pointerId !== input.pointerId) return
    this.#held = undefined
    // Systems cancel a finger that turns out to be a palm or a gesture; of a pen or mouse, what it did is kept.
    if (input.kind === 'cancel' && input.pointerType === 'touch') held.machine.cancel()
    else {
      const end = input.kind === 'cancel' ? held.last : input
      held.machine.up(this.#sample(end, end, held.clicks))
    }
  }

  #sample(reading: PointerReading, { pointerType, modifiers }: PointerInput, clicks: number): Sample {
    const { viewport } = this.#view
    const exact = viewport.toBoard(reading.screen)
    const scale = 2 ** gridForZoom(viewport.zoom)
    return {
      screen: reading.screen,
      board: boardPoint(Math.round(exact.x * scale) / scale, Math.round(exact.y * scale) / scale),
      pressure: pointerType === 'pen' ? reading.pressure : 0.5,
      time: reading.time,
      pointerType,
      modifiers,
      clicks,
    }
  }
}
