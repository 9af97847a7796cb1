import type { Element, ElementId, InkPoint, Made } from '@drawbridge/board'
import {
  applyToElement,
  elementId,
  ellipse,
  eraseStroke,
  frame,
  image,
  indexBetween,
  line,
  note,
  shape,
  stroke,
  text,
} from '@drawbridge/board'

/** Gives out identities: ids and places in paint order, one after the other. */
class Identities {
  #last: string | null = null
  #count = 0

  next(): { readonly id: ElementId; readonly index: string } {
    this.#count++
    this.#last = indexBetween(this.#last, null, 0)
    const bytes = new Uint8Array(16)
    new DataView(bytes.buffer).setUint32(12, this.#count)
    return { id: elementId(bytes), index: this.#last }
  }
}

const box = (x: number, y: number, width: number, height: number) => ({
  box: { minX: x, minY: y, maxX: x + width, maxY: y + height },
})

/** A wave as a hand draws one, to the right of (x, y). */
function wave(x: number, y: number, more: Partial<InkPoint> = {}): InkPoint[] {
  return Array.from({ length: 40 }, (_, i) => ({
    x: x + 3 * i,
    y: y + 14 * Math.sin(i / 4),
    pressure: 0.3 + 0.4 * Math.abs(Math.sin(i / 9)),
    time: 16 * i,
    ...more,
  }))
}

/** A turn by this much that shows that it is one. */
const slanted = 0.4

/**
 * Elements of every type in every look, side by side in about 900 by 640 board units, bottom first: what pictures of the
 * same board are compared with.
 * @param file of the picture on it, which is twice as wide as it is high
 */
export function everyLook(file: string): Element[] {
  const identities = new Identities()
  const made = <T extends Omit<Made, 'id' | 'index'>>(more: T) => ({ ...identities.next(), ...more })
  const looks: Element[] = []

  const strokes = [
    stroke(made({ points: wave(0, 0), strokeWidth: 4 })),
    stroke(made({ points: wave(0, 40), strokeWidth: 10, color: 'blue', opacity: 0.5 })),
    stroke(made({ points: wave(0, 80), strokeWidth: 3, color: '#a03070', rotation: slanted })),
    stroke(made({ points: wave(0, 130), strokeWidth: 6, color: 'green', scaleX: 1.1, scaleY: -1.4 })),
    stroke(made({ points: [{ x: 60, y: 165 }], strokeWidth: 12, color: 'red' })),
  ]
  looks.push(...strokes)
  const whole = stroke(made({ points: wave(0, 200), strokeWidth: 8, color: 'violet' }))
  const rubbed = eraseStroke(whole.id, 'rubbed', [10 * 256, 15 * 256, 25 * 256, 28 * 256 + 77])
  looks.push(applyToElement(whole, rubbed) ?? whole)

  const kinds = ['rectangle', 'ellipse', 'diamond', 'triangle', 'star', 'hexagon', 'cloud'] as const
  const fills = ['solid', 'hachure', 'cross-hatch'] as const
  const dashes = ['solid', 'dashed', 'dotted'] as const
  kinds.forEach((kind, i) => {
    const at = box(170 + (i % 4) * 90, Math.floor(i / 4) * 80, 70, 55)
    const fillStyle = fills[i % 3] ?? 'solid'
    const dash = dashes[(i + 1) % 3] ?? 'solid'
    looks.push(shape(made({ ...at, shape: kind, fill: 'yellow', fillStyle, dash, color: 'ink' })))
  })
  looks.push(shape(made({ ...box(440, 80, 70, 55), radius: 16, fill: 'pink', rotation: slanted })))
  looks.push(shape(made({ ...box(170, 165, 70, 55), roughness: 1.5, fill: 'blue', fillStyle: 'hachure' })))
  looks.push(ellipse(made({ ...box(260, 165, 70, 55), roughness: 2, color: 'red', strokeWidth: 4 })))
  looks.push(
    shape(
      made({
        ...box(350, 165, 160, 55),
        text: 'words on a shape',
        fill: 'green',
        opacity: 0.6,
        fontSize: 16,
      }),
    ),
  )

  looks.push(note(made({ ...box(540, 0, 120, 100), color: 'yellow', text: 'a note\nof two lines' })))
  looks.push(note(made({ ...box(690, 10, 120, 80), color: 'blue', rotation: -slanted, text: 'turned' })))
  looks.push(text(made({ at: { x: 540, y: 120 }, text: 'serif', font: 'serif', width: 60, height: 25 })))
  looks.push(
    text(made({ at: { x: 620, y: 120 }, text: 'mono', font: 'mono', width: 60, height: 25, color: 'red' })),
  )
  looks.push(
    text(
      made({
        at: { x: 540, y: 160 },
        text: 'wrapped where there is no more room',
        width: 120,
        height: 75,
        wraps: true,
        align: 'end',
      }),
    ),
  )
  looks.push(text(made({ at: { x: 690, y: 120 }, text: 'שלום עולם', width: 100, height: 25 })))
  looks.push(
    text(made({ at: { x: 690, y: 160 }, text: 'Grüße, мир', width: 100, height: 25, rotation: 0.2 })),
  )

  const heads = ['arrow', 'triangle', 'dot', 'diamond', 'bar'] as const
  heads.forEach((endHead, i) => {
    const from = { x: 0, y: 260 + 24 * i }
    looks.push(line(made({ from, to: { x: 120, y: 270 + 24 * i }, endHead, dash: dashes[i % 3] ?? 'solid' })))
  })
  looks.push(
    line(
      made({ from: { x: 170, y: 260 }, to: { x: 300, y: 330 }, route: 'curved', bend: 30, endHead: 'arrow' }),
    ),
  )
  looks.push(
    line(
      made({
        from: { x: 320, y: 260 },
        to: { x: 420, y: 330 },
        route: 'elbow',
        color: 'orange',
        strokeWidth: 4,
      }),
    ),
  )
  looks.push(
    line(
      made({
        from: { x: 170, y: 370 },
        to: { x: 420, y: 370 },
        text: 'on a line',
        startHead: 'dot',
        fontSize: 16,
      }),
    ),
  )
  looks.push(
    line(
      made({ from: { x: 450, y: 260 }, to: { x: 520, y: 370 }, roughness: 2, opacity: 0.4, strokeWidth: 8 }),
    ),
  )

  looks.push(image(made({ ...box(540, 260, 120, 60), file, text: 'all of a picture' })))
  looks.push(
    image(
      made({
        ...box(690, 260, 60, 60),
        file,
        cropX: 0.25,
        cropWidth: 0.5,
        flipX: true,
        rotation: slanted,
        text: '',
      }),
    ),
  )
  looks.push(image(made({ ...box(780, 260, 60, 30), file, opacity: 0.4, flipY: true, text: '' })))

  const area = frame(made({ ...box(0, 420, 260, 120), text: 'a frame' }))
  looks.push(area)
  looks.push(shape(made({ ...box(200, 480, 100, 90), fill: 'red', frame: area.id })))
  looks.push(stroke(made({ points: wave(-30, 450), strokeWidth: 9, frame: area.id })))
  looks.push(
    stroke(
      made({
        points: wave(170, 500),
        brush: 'highlighter',
        color: 'yellow',
        strokeWidth: 20,
        frame: area.id,
      }),
    ),
  )

  looks.push(shape(made({ ...box(340, 430, 120, 60), fill: 'grey', text: 'marked' })))
  looks.push(stroke(made({ points: wave(330, 460), brush: 'highlighter', color: 'pink', strokeWidth: 24 })))
  looks.push(
    stroke(
      made({ points: wave(330, 520), brush: 'highlighter', color: 'green', strokeWidth: 24, opacity: 0.5 }),
    ),
  )
  return looks
}
