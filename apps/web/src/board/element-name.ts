import type { BoardView, Element, LineElement } from '@drawbridge/board'
import { palette } from '@drawbridge/board'
import type { MessageKey } from '../i18n/english.ts'
import { t } from '../i18n/i18n.ts'

/** Paper on paper is not seen, so nobody has a word for it. */
type ColorName = Exclude<(typeof palette)[number], 'paper'>

const colorNames = palette.filter((name): name is ColorName => name !== 'paper')

const longest = 60

/** Words for those who do not see the element: what it is, its colour, what is written on it, what it joins. */
export function elementName(element: Element, board: BoardView): string {
  const colored = withColor(t(kind(element)), element)
  const joined = element.type === 'line' ? withEnds(colored, element, board) : colored
  const named = withText(joined, element)
  return element.locked ? t('a11y.locked', { what: named }) : named
}

function kind(element: Element): MessageKey {
  switch (element.type) {
    case 'stroke':
      return element.brush === 'highlighter' ? 'a11y.highlighterStroke' : 'a11y.stroke'
    case 'shape':
      if (element.shape === 'rectangle' && element.radius > 0) return 'a11y.roundedRectangle'
      return `tools.${element.shape}`
    case 'line':
      return element.startHead === 'none' && element.endHead === 'none' ? 'tools.line' : 'tools.arrow'
    case 'page':
      return 'pages.pages'
    default:
      return `tools.${element.type}`
  }
}

function withColor(what: string, { type, color }: Element): string {
  const isSeen = type !== 'image' && type !== 'frame' && type !== 'page'
  const name = colorNames.find((known) => known === color)
  return isSeen && name ? t('a11y.withColor', { what, color: t(colorKey(name)).toLocaleLowerCase() }) : what
}

const colorKey = (name: ColorName): MessageKey => `style.palette.${name}`

function withText(what: string, element: Element): string {
  const text = textOf(element)
  return text ? t('a11y.withText', { what, text }) : what
}

function textOf(element: Element): string {
  const text = 'text' in element ? element.text.replaceAll(/\s+/g, ' ').trim() : ''
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text
}

function withEnds(what: string, line: LineElement, board: BoardView): string {
  const from = endName(board.get(line.startElement))
  const to = endName(board.get(line.endElement))
  if (from && to) return t('a11y.fromTo', { what, from, to })
  if (from) return t('a11y.from', { what, from })
  return to ? t('a11y.to', { what, to }) : what
}

/** Short: what is written on it, or what it is. */
function endName(element: Element | undefined): string | undefined {
  return element && (textOf(element) || t(kind(element)))
}
