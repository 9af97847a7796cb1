import type { Editor } from '../editor.ts'
import { table } from './action.ts'

const directions = [
  { direction: 'next', name: 'pages.next', take: 'pages.selectionToNext', key: 'pagedown' },
  { direction: 'previous', name: 'pages.previous', take: 'pages.selectionToPrevious', key: 'pageup' },
] as const

const walkActions = table(
  directions.map(({ direction, name, key }) => ({
    name,
    group: 'pages' as const,
    keys: [key],
    edits: false,
    available: ({ pages }: Editor) => pages.neighbour(direction) !== undefined,
    run: ({ pages }: Editor) => pages.show(pages.neighbour(direction)?.id ?? pages.current),
  })),
)

const takeActions = table(
  directions.map(({ direction, take, key }) => ({
    name: take,
    group: 'pages' as const,
    keys: [`ctrl+shift+${key}`],
    edits: true,
    available: ({ pages, selection }: Editor) =>
      selection.size > 0 && pages.neighbour(direction) !== undefined,
    run: ({ pages }: Editor) => pages.takeSelectionTo(pages.neighbour(direction)?.id ?? pages.current),
  })),
)

const makeActions = table([
  {
    name: 'pages.add',
    group: 'pages',
    keys: [],
    edits: true,
    available: () => true,
    run: ({ pages }: Editor) => pages.add(),
  },
])

export const pagesActions = [...walkActions, ...makeActions, ...takeActions]
