import { gridForZoom } from '@drawbridge/board'
import { boardPoint, distance } from '@drawbridge/geometry'
import { Fingers, fingerTremble } from './fingers.ts'
import type { ContextPress, Modifiers, PointerInput, PointerReading } from './input.ts'
import { pinched } from './pinch.ts'
import type { Machine } from './tools/machine.ts'
import type { Sample, ToolContext } from './tools/tool.ts'

type View = Pick<ToolContext, 'viewport' | 'setViewport'>

/** Whom the pointers work for. */
interface Hands {
  /** The tool that a press works; undefined when the press is not for us. */
  machineFor(press: PointerInput): Machine | undefined
  /** A pen is at work: fingers may be the hand that holds it. */
  penMode(): boolean
  penSeen(): void
  context(press: ContextPress): void
  /** Several fingers have tapped at once. */
  tapped(fingers: number): void
}

/** The pointer that a tool follows from press to release. */
interface Held {
  readonly machine: Machine
  readonly clicks: number
  readonly press: PointerInput
  /** The tool is told of moves only once the pointer has really gone somewhere. */
  readonly patient: boolean
  last: PointerInput
  /** Further than a hand trembles. */
  moved: boolean
}

const doubleClickMilliseconds = 400
const doubleClickPixels = 8
const longPressMilliseconds = 500
const secondaryButton = 2
/** Fingertips are narrower than this, in CSS pixels; the edge of a hand is not. */
const palmWidth = 50
/** The hand lies down a little before the pen, and is lifted a little after it. Milliseconds. */
const palmTime = 300

const isRightClick = ({ pointerType, button }: PointerInput) =>
  pointerType === 'mouse' && button === secondaryButton

const tremble = ({ pointerType }: PointerInput) => (pointerType === 'touch' ? fingerTremble : 4)

/**
 * Decides which pointer works a tool. One at a time: a second finger cancels what the first began and both pinch; a pen
 * takes over from fingers, and while it is down hands resting on the screen are ignored.
 */
export class Pointers {
  readonly #view: View
  readonly #hands: Hands
  readonly #fingers = new Fingers()
  #held: Held | undefined
  #hovered: Machine | undefined
  #lastDown: { input: PointerInput; clicks: number } | undefined
  #penTime = -Infinity
  #time = 0

  constructor(view: View, hands: Hands) {
    this.#view = view
    this.#hands = hands
  }

  /** The tool being worked, if any. */
  get machine(): Machine | undefined {
    return this.#held?.machine
  }

  /** When the last input was, on its clock. */
  get time(): number {
    return this.#time
  }

  /** True while a finger rests that may become a long press. */
  get waits(): boolean {
    const held = this.#held
    return held !== undefined && held.press.pointerType === 'touch' && !held.moved
  }

  handle(input: PointerInput): void {
    if (!Number.isFinite(input.screen.x) || !Number.isFinite(input.screen.y)) return
    this.#time = input.time
    if (input.pointerType === 'pen') {
      this.#penTime = input.time
      this.#hands.penSeen()
    }
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

  /** No pointer is over the board any more. */
  leave(): void {
    this.#hovered?.leave()
    this.#hovered = undefined
  }

  /** Time has passed: a finger that has not moved since it came asks what can be done here. */
  wait(time: number): void {
    const held = this.#held
    if (!held || !this.waits || time - held.press.time < longPressMilliseconds) return
    const { screen, pointerType } = held.press
    this.cancel()
    this.#hands.context({ screen, pointerType })
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
  }

  /** Lets the tool look again at where the pointer is: the viewport, or the modifiers, have changed. */
  refresh(modifiers?: Modifiers): void {
    const held = this.#held
    if (!held) return
    if (modifiers) {
      const { shift, alt, ctrl } = modifiers
      held.last = { ...held.last, modifiers: { shift, alt, ctrl } }
    }
    if (held.patient && !held.moved) return
    held.machine.move(this.#sample(held.last, held.last, held.clicks), [], [])
  }

  #fingerDown(input: PointerInput): void {
    if (this.#held && this.#held.press.pointerType !== 'touch') return
    if (this.#hands.penMode() && this.#isPalm(input)) return
    this.#fingers.add(input)
    if (this.#fingers.several) this.cancel()
    else this.#down(input)
  }

  #isPalm({ time, contact = 0 }: PointerInput): boolean {
    return contact > palmWidth || time - this.#penTime < palmTime
  }

  #down(input: PointerInput): void {
    if (input.pointerType === 'pen' && this.#held?.press.pointerType !== 'pen') this.reset()
    if (this.#held) return
    const machine = this.#hands.machineFor(input)
    if (!machine) return
    const clicks = this.#clicks(input)
    const patient = isRightClick(input) || (input.pointerType === 'touch' && this.#hands.penMode())
    this.#lastDown = { input, clicks }
    this.#held = { machine, clicks, press: input, patient, last: input, moved: false }
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
    if (input.pointerType === 'touch') this.#pinch(input)
    const held = this.#held
    if (!held) return this.#hover(input)
    if (held.press.pointerId !== input.pointerId) return
    held.last = input
    held.moved ||= distance(held.press.screen, input.screen) > tremble(input)
    if (held.patient && !held.moved) return
    const samples = (readings: readonly PointerReading[] = []) =>
      readings.map((reading) => this.#sample(reading, input, held.clicks))
    held.machine.move(
      this.#sample(input, input, held.clicks),
      samples(input.coalesced),
      samples(input.predicted),
    )
  }

  #pinch(input: PointerInput): void {
    const gone = this.#fingers.move(input)
    if (gone) this.#view.setViewport(pinched(this.#view.viewport, gone.before, gone.after))
  }

  #hover(input: PointerInput): void {
    if (input.pointerType === 'touch') return
    const machine = this.#hands.machineFor({ ...input, button: 0, buttons: 0 })
    if (machine !== this.#hovered) this.leave()
    this.#hovered = machine
    machine?.move(this.#sample(input, input, 0), [], [])
  }

  #up(input: PointerInput): void {
    const tapped = this.#fingers.remove(input)
    if (tapped > 1) this.#hands.tapped(tapped)
    const held = this.#held
    if (held?.press.pointerId !== input.pointerId) return
    this.#held = undefined
    const { screen, pointerType } = input
    const { machine, press } = held
    // Systems cancel a finger that turns out to be a palm or a gesture; of a pen or mouse, what it did is kept.
    if (input.kind === 'cancel' && pointerType === 'touch') machine.cancel()
    else if (isRightClick(press) && !held.moved) {
      machine.cancel()
      this.#hands.context({ screen, pointerType })
    } else {
      const end = held.patient && !held.moved ? press : input.kind === 'cancel' ? held.last : input
      machine.up(this.#sample(end, end, held.clicks))
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
