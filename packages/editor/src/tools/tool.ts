import type { BoardView, Element, ElementId, Operation } from '@drawbridge/board'
import type { BoardPoint, Box, ScreenPoint, Vector } from '@drawbridge/geometry'
import type { Cropping } from '../cropping.ts'
import type { SubmitOptions } from '../host.ts'
import type { NewElement } from '../identity.ts'
import type { Modifiers, PointerInput } from '../input.ts'
import type { LaserTrail } from '../laser-trail.ts'
import type { Options } from '../options.ts'
import type { RandomBytes } from '../identity.ts'
import type { Handles } from '../selection-handles.ts'
import type { Guide } from '../snapping.ts'
import type { Style } from '../style.ts'
import type { MeasureText } from '../text-box.ts'
import type { TextEditing } from '../text-editing.ts'
import type { Viewport } from '../viewport.ts'

/** A reading of the pointer as tools get it. */
export interface Sample {
  readonly screen: ScreenPoint
  /** Rounded to the grid that fits the zoom. */
  readonly board: BoardPoint
  /** 0…1; 0.5 where the device has no real one. */
  readonly pressure: number
  readonly time: number
  readonly pointerType: PointerInput['pointerType']
  readonly modifiers: Modifiers
  /** Which press of a row this belongs to: 2 in a double click. */
  readonly clicks: number
}

/**
 * What a tool is doing, named for what the hand does. Each event returns the state that follows; an event that a state
 * does not know changes nothing. `idle` is where every tool starts and ends.
 */
export interface ToolState {
  readonly name: string
  down?(sample: Sample): ToolState
  /**
   * @param earlier readings since the last event, oldest first
   * @param predicted where the pointer will probably be, soonest first: to be shown, not to be kept
   */
  move?(sample: Sample, earlier: readonly Sample[], predicted: readonly Sample[]): ToolState
  up?(sample: Sample): ToolState
  /** Takes back what was begun, as if it had not been. */
  cancel?(): ToolState
  /** The pointer is not over the board any more. */
  leave?(): void
  /** Once per frame, before `flush`, while it `waits`. @param time milliseconds of the input's clock */
  wait?(time: number): ToolState
  /** Once per frame: submits what was gathered. */
  flush?(): void

  /** True while time alone changes something, so that frames are wanted though nothing moves. */
  readonly waits?: boolean | undefined

  // What is shown meanwhile. The values are replaced, not changed, so that a listener can compare them.
  readonly cursor?: string | undefined
  readonly draft?: readonly Element[] | undefined
  readonly marquee?: Box | undefined
  /** The loop of the lasso, in board units. */
  readonly lasso?: readonly Vector[] | undefined
  readonly handles?: Handles | undefined
  readonly guides?: readonly Guide[] | undefined
  readonly erasing?: ReadonlySet<ElementId> | undefined
  readonly hover?: ElementId | undefined
  /** What an end of a line would be joined to. */
  readonly joining?: readonly ElementId[] | undefined
  /** What the eraser would touch. */
  readonly disc?: Disc | undefined
}

/** In CSS pixels. */
export interface Disc {
  readonly center: ScreenPoint
  readonly radius: number
}

/** All that tools may see and do. */
export interface ToolContext {
  readonly board: BoardView
  readonly viewport: Viewport
  /** What the canvas shows, in board units. */
  readonly visible: Box
  readonly style: Style
  readonly options: Options
  readonly laser: LaserTrail
  readonly selection: ReadonlySet<ElementId>
  /** Those of the selected elements that can be changed, bottom first: what is locked cannot. */
  readonly changeable: readonly Element[]
  /** Id of the group that is entered, so that its members are taken one by one; or nothing. */
  readonly focusedGroup: string
  readonly readOnly: boolean
  /** As an undo step of its own unless a step is named. */
  submit(operations: readonly Operation[], options?: SubmitOptions): void
  /** A name for a new undo step. */
  newStep(): string
  /** Id and place on top of the board for a new element. */
  newElement(): NewElement
  select(ids: Iterable<ElementId>): void
  focusGroup(group: string): void
  readonly randomBytes: RandomBytes
  /** After something was made: it is selected and the select tool takes over, unless the tool is to be kept. */
  finish(made: ElementId): void
  editText(editing: TextEditing): void
  readonly measureText: MeasureText
  /** The picture that is open for cropping, if one is. */
  readonly cropping: Cropping | undefined
  beginCropping(id: ElementId): void
  endCropping(): void
  /** Asks the page for pictures to put at the point; without one, in the middle of the view. */
  choosePictures(at: BoardPoint | undefined): void
  setViewport(viewport: Viewport): void
  openLink(address: string): void
}

export interface Tool {
  readonly cursor: string
  /** False for tools that a reader may use as well. */
  readonly edits: boolean
  /** Where it differs from the others at first: these properties of the style it keeps for itself. */
  readonly style?: Partial<Style>
  /** Called when it was chosen by a hand that may use it. */
  chosen?(context: ToolContext): void
  idle(context: ToolContext): ToolState
  /** Makes what a click would, around the point: for those who work without a pointer. */
  place?(context: ToolContext, middle: BoardPoint): void
}

/** Board units within which a press still hits: fingers are thicker than cursors. */
export function reach(context: ToolContext, sample: Sample): number {
  return (sample.pointerType === 'touch' ? 12 : 6) / context.viewport.zoom
}

/** Screen pixels from a handle's middle within which it is taken. */
export function handleReach(sample: Sample): number {
  return sample.pointerType === 'touch' ? 22 : 9
}

/** Screen pixels that a pressed pointer may tremble before it is a drag. */
export function dragDistance(sample: Sample): number {
  return sample.pointerType === 'touch' ? 8 : 4
}
