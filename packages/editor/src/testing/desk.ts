import type { Element, Operation } from '@drawbridge/board'
import { badOperation, Board, invert, lineHeight, target } from '@drawbridge/board'
import type { BoardPoint } from '@drawbridge/geometry'
import { screenPoint } from '@drawbridge/geometry'
import { actions } from '../actions/actions.ts'
import { Editor } from '../editor.ts'
import type { SubmitOptions } from '../host.ts'
import type { KeyInput, PointerInput } from '../input.ts'
import { noModifiers } from '../input.ts'
import type { MeasureText } from '../text-box.ts'

/** Every letter is half as wide as the font is high, and lines are broken wherever they are full. */
const widthOfLetters: MeasureText = (text, { fontSize, wrapAt = Infinity }) => {
  const room = Math.max(1, Math.floor(wrapAt / (fontSize / 2)))
  const lengths = text.split('\n').map(({ length }) => length)
  const rows = lengths.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / room)), 0)
  return {
    width: Math.min(room, Math.max(...lengths)) * (fontSize / 2),
    height: rows * fontSize * lineHeight,
  }
}

interface Submitted {
  readonly operations: readonly Operation[]
  readonly options: SubmitOptions
  readonly inverses: readonly Operation[]
}

type Options = Partial<Omit<PointerInput, 'kind' | 'screen'>>

/**
 * An editor on a real board, with a hand that works it. Refuses what a gate would refuse. The clock goes ten
 * milliseconds with every event, and the hand lies in screen pixels.
 */
export class Desk {
  readonly board: Board
  readonly editor: Editor
  /** What was submitted, oldest first. */
  readonly entries: Submitted[] = []
  /** Links that were opened. */
  readonly opened: string[] = []
  readOnly = false
  onRedo: () => void = () => {}
  /** Where pictures were asked for. */
  readonly picturesAsked: (BoardPoint | undefined)[] = []
  changes = 0
  #time = 0
  #random: number

  /** @param seed of what is random: desks with the same make the same ids */
  constructor(elements: readonly Element[] = [], seed = 1) {
    this.#random = seed
    this.board = new Board(elements)
    this.editor = new Editor(
      {
        board: () => this.board,
        submit: (operations, options = {}) => this.#submit(operations, options),
        undo: () => this.#undo(),
        redo: () => this.onRedo(),
        canUndo: () => this.entries.length > 0,
        canRedo: () => false,
        randomBytes: (count) => this.#randomBytes(count),
        measureText: widthOfLetters,
        choosePictures: (at) => void this.picturesAsked.push(at),
        readOnly: () => this.readOnly,
        openLink: (address) => this.opened.push(address),
      },
      actions,
    )
    this.editor.on('change', () => this.changes++)
  }

  down(x: number, y: number, options: Options = {}): void {
    this.#pointer('down', x, y, options)
  }

  move(x: number, y: number, options: Options = {}): void {
    this.#pointer('move', x, y, { button: -1, ...options })
  }

  up(x: number, y: number, options: Options = {}): void {
    this.#pointer('up', x, y, { pressure: 0, ...options })
  }

  click(x: number, y: number, options: Options = {}): void {
    this.down(x, y, options)
    this.up(x, y, options)
  }

  /** Along the points, with a frame after each move. */
  drag(points: readonly (readonly [number, number])[], options: Options = {}): void {
    const [first, ...rest] = points
    if (!first) return
    this.down(...first, options)
    for (const point of rest) {
      this.move(...point, options)
      this.editor.flush()
    }
    this.up(...(rest.at(-1) ?? first), options)
  }

  key(key: string, options: Partial<KeyInput> = {}): boolean {
    const input = { ...noModifiers, repeat: false, key, ...options }
    const handled = this.editor.key(input, 'down')
    this.editor.key({ ...input, ...noModifiers }, 'up')
    return handled
  }

  wait(milliseconds: number): void {
    this.#time += milliseconds
  }

  /** What the page does once per animation frame, after `milliseconds`. */
  frame(milliseconds = 16): void {
    this.wait(milliseconds)
    this.editor.flush(this.#time)
  }

  get operations(): Operation[] {
    return this.entries.flatMap(({ operations }) => operations)
  }

  get steps(): number {
    return new Set(this.entries.map(({ options }) => options.step)).size
  }

  #pointer(kind: PointerInput['kind'], x: number, y: number, options: Options): void {
    this.#time += 10
    this.editor.pointer({
      kind,
      screen: screenPoint(x, y),
      pointerId: 1,
      pointerType: 'mouse',
      pressure: 0.5,
      time: this.#time,
      button: 0,
      modifiers: noModifiers,
      ...options,
    })
  }

  #submit(operations: readonly Operation[], options: SubmitOptions): void {
    const inverses: Operation[] = []
    for (const operation of operations) {
      const problem = badOperation(operation)
      if (problem) throw new Error(`submitted what no gate lets through: ${problem}`)
      const inverse = invert(operation, this.board.get(target(operation) ?? ''), this.board.settings)
      if (inverse) inverses.unshift(inverse)
      this.board.apply(operation)
    }
    this.entries.push({ operations, options, inverses })
  }

  /** Takes back the last step. */
  #undo(): void {
    const step = this.entries.at(-1)?.options.step
    while (this.entries.length > 0 && this.entries.at(-1)?.options.step === step)
      for (const inverse of this.entries.pop()?.inverses ?? []) this.board.apply(inverse)
  }

  #randomBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => {
      // Park and Miller's generator: tests must replay.
      this.#random = (this.#random * 48_271) % 2_147_483_647
      return this.#random & 255
    })
  }
}
