import type { BoardStatus } from '@drawbridge/client'
import type { ToolName } from '@drawbridge/editor'

/** Every word that the page shows, in one place, so that a translation replaces one file. */
export const strings = {
  product: 'Drawbridge',
  promise: 'A whiteboard to draw on together. What is saved stays saved.',
  newBoard: 'New board',
  boardTitle: 'Title (optional)',
  untitled: 'Untitled board',
  creating: 'Making the board…',
  openLink: 'Open a link',
  openLinkHint: 'Paste a board link',
  badLink: 'That is not a board link. It looks like /b/…#…',
  open: 'Open',
  recent: 'Recent boards',
  noRecent: 'Boards that you open appear here, on this device only.',
  remove: (title: string) => `Remove ${title} from this list`,
  role: { owner: 'Owner', editor: 'Can edit', viewer: 'Can view' },
  home: 'All boards',
  board: 'Board',
  opening: 'Opening the board…',
  notFound: 'This board cannot be opened',
  cannotConnect: 'No connection to the server',
  tryAgain: 'Try again',
  backHome: 'Back to all boards',
  tools: {
    select: 'Select',
    hand: 'Hand',
    pen: 'Pen',
    eraser: 'Eraser',
    rectangle: 'Rectangle',
    ellipse: 'Ellipse',
    line: 'Line',
    text: 'Text',
  } satisfies Record<ToolName, string>,
  toolbar: 'Tools',
  undo: 'Undo',
  redo: 'Redo',
  history: 'History',
  share: 'Share',
  shareTitle: 'Share this board',
  shareEdit: 'Can edit',
  shareView: 'Can view',
  copyLink: 'Copy link',
  copied: 'Copied',
  shareHint: 'Whoever has a link can open the board with it.',
  shareOwn: 'This is the link that you opened the board with.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: (percent: number) => `Zoom: ${percent} %. Reset to 100 %`,
  zoomFit: 'Zoom to fit',
  zoom: 'Zoom',
  style: 'Style',
  color: 'Colour',
  ownColor: 'Other colour',
  width: 'Line width',
  widths: { 2: 'Thin', 4: 'Medium', 8: 'Bold', 16: 'Very bold' } as Readonly<Record<number, string>>,
  fill: 'Fill',
  noFill: 'No fill',
  filled: 'Filled',
  opacity: 'Opacity',
  textSize: 'Text size',
  textSizes: { 16: 'Small', 20: 'Medium', 32: 'Large', 56: 'Very large' } as Readonly<Record<number, string>>,
  palette: {
    ink: 'Ink',
    grey: 'Grey',
    red: 'Red',
    orange: 'Orange',
    yellow: 'Yellow',
    green: 'Green',
    blue: 'Blue',
    violet: 'Violet',
    pink: 'Pink',
  } as Readonly<Record<string, string>>,
  participants: (count: number) => (count === 1 ? 'Only you are here' : `${count} people are here`),
  yourName: 'Your name',
  guest: 'Guest',
  textField: 'Text on the board',
  lightTheme: 'Use the light theme',
  darkTheme: 'Use the dark theme',
  close: 'Close',
  unsaved: 'Not saved yet, kept on this device',
  unsavedInTab: 'Not saved yet: keep this tab open',
}

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}

export type StatusTone = 'good' | 'busy' | 'warn' | 'quiet'

export interface StatusWords {
  readonly text: string
  readonly tone: StatusTone
}

/** What waits, and where it is. */
function kept(waiting: number, durable: boolean): string {
  const what = waiting === 0 ? 'changes are' : `${changes(waiting)} ${waiting === 1 ? 'is' : 'are'}`
  return `${what} kept ${durable ? 'here' : 'in this tab only'}`
}

/**
 * The connection's truth in words.
 * @param wasTried whether an attempt to connect has ended, well or not
 * @param isSlow whether changes have waited for longer than one notices
 */
export function statusWords(status: BoardStatus, wasTried: boolean, isSlow: boolean): StatusWords {
  const { connection, waiting, logAvailable, readOnly, durable } = status
  if (connection === 'offline' || connection === 'connecting') {
    if (!wasTried) return { text: 'Connecting…', tone: 'busy' }
    if (readOnly) return { text: 'Offline: this may be out of date', tone: 'warn' }
    return { text: `Offline, ${kept(waiting, durable)}`, tone: 'warn' }
  }
  if (!logAvailable)
    return {
      text: `Storage unavailable${waiting > 0 ? `, ${kept(waiting, durable)}` : ''}`,
      tone: 'warn',
    }
  if (connection === 'catching-up') return { text: 'Catching up…', tone: 'busy' }
  if (readOnly) return { text: 'Read-only', tone: 'quiet' }
  if (waiting > 0) return { text: isSlow ? `${changes(waiting)} waiting` : 'Saving…', tone: 'busy' }
  return { text: 'Saved', tone: 'good' }
}
