import type { Element, ElementId } from '@drawbridge/board'
import type { Box } from '@drawbridge/geometry'
import type { EditorHost } from './host.ts'
import type { KeyInput, PointerInput, WheelInput } from './input.ts'
import type { Style } from './style.ts'
import { defaultStyle } from './style.ts'
import type { TextEditing, TextSize } from './text-editing.ts'
import type { ToolName } from './tools/tool-name.ts'
import type { Size } from './viewport.ts'
import { Viewport } from './viewport.ts'

/** Connects input, tools and board. Work in progress: the shape is final, the bodies follow. */
export class Editor {
  readonly host: EditorHost

  constructor(host: EditorHost) {
    this.host = host
  }

  /** Fires after anything that the editor shows has changed; returns the unsubscriber. */
  on(_event: 'change', _listener: () => void): () => void {
    return () => {}
  }

  pointer(_input: PointerInput): void {}
  wheel(_input: WheelInput): void {}
  /** True when the editor made use of the key, so that the page should not. */
  key(_input: KeyInput, _kind: 'down' | 'up'): boolean {
    return false
  }
  /** To be called when the page loses the keyboard: no key is held any more. */
  blur(): void {}
  /** To be called once per animation frame, before painting: submits what the hand did since the last, as one entry. */
  flush(): void {}

  get tool(): ToolName {
    return 'select'
  }
  /** Name of the state that the tool is in; `idle` when the hand does nothing. */
  get toolState(): string {
    return 'idle'
  }
  setTool(_name: ToolName): void {}

  get style(): Style {
    return defaultStyle
  }
  /** Changes the style of what comes next, and of what is selected (as one undo step). */
  setStyle(_style: Partial<Style>): void {}

  get viewport(): Viewport {
    return new Viewport()
  }
  setViewport(_viewport: Viewport): void {}
  /** The canvas's size: zooming by key and fitting need it. */
  resize(_size: Size): void {}
  /** Zooms about the middle of the screen. */
  zoomTo(_zoom: number): void {}
  zoomIn(): void {}
  zoomOut(): void {}
  zoomToFit(): void {}

  get selection(): ReadonlySet<ElementId> {
    return new Set()
  }
  select(_ids: Iterable<ElementId>): void {}
  selectAll(): void {}
  deleteSelection(): void {}
  duplicateSelection(): void {}
  undo(): void {}
  redo(): void {}
  /** Drops what the hand has begun, as if it had not. */
  cancel(): void {}

  /** Shown above the board but not submitted yet. */
  get draft(): readonly Element[] {
    return []
  }
  /** The selection box being dragged, in board units. */
  get marquee(): Box | undefined {
    return undefined
  }
  /** Elements that the eraser will delete when it is lifted. */
  get erasing(): ReadonlySet<ElementId> {
    return new Set()
  }
  /** The element that a press of the select tool would take. */
  get hover(): ElementId | undefined {
    return undefined
  }
  /** A CSS cursor. */
  get cursor(): string {
    return 'default'
  }

  get editingText(): TextEditing | undefined {
    return undefined
  }
  /** Ends text editing; an empty text deletes the element, or makes none. */
  commitText(_text: string, _size: TextSize): void {}
  cancelText(): void {}
}
