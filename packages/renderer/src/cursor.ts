import type { Context } from './context.ts'
import { readableOn } from './contrast.ts'
import { fontFamily } from './font.ts'

/** The arrow's outline in CSS pixels from its tip. */
const arrow = [0, 0, 4.5, 15.5, 7.6, 9.4, 14, 7.2] as const
const longestName = 24
const labelHeight = 18
const labelPadding = 6

/** Another person's pointer with their name; x and y in CSS pixels, on a context in the same unit. */
export function paintCursor(context: Context, x: number, y: number, name: string, color: string): void {
  context.lineJoin = 'round'
  context.fillStyle = color
  context.strokeStyle = readableOn(color)
  context.lineWidth = 1.5
  context.beginPath()
  context.moveTo(x, y)
  for (let i = 2; i < arrow.length; i += 2) context.lineTo(x + (arrow[i] ?? 0), y + (arrow[i + 1] ?? 0))
  context.closePath()
  context.stroke()
  context.fill()
  if (name !== '') paintLabel(context, x + 12, y + 14, name, color)
}

function paintLabel(context: Context, x: number, y: number, name: string, color: string): void {
  const characters = [...name]
  const label = characters.length > longestName ? `${characters.slice(0, longestName - 1).join('')}…` : name
  context.font = `600 12px ${fontFamily}`
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  const width = context.measureText(label).width + 2 * labelPadding
  context.fillStyle = color
  context.beginPath()
  context.roundRect(x, y, width, labelHeight, labelHeight / 2)
  context.fill()
  context.fillStyle = readableOn(color)
  context.fillText(label, x + labelPadding, y + labelHeight / 2 + 0.5)
}
