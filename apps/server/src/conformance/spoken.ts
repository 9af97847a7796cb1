/*
 * What packages/protocol/PROTOCOL.md says of bytes and digits, written down a second time from that text alone: nothing of
 * the packages is used here, so that the text is what is tested.
 */

const alphabet = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((character) => character !== '"' && character !== '\\')
  .join('')

const zigzag = (value: number) => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

/** A stroke's sample: grid x, grid y, pressure 0…255, milliseconds. */
export type Sample = readonly [x: number, y: number, pressure: number, time: number]

/** An entry, as far as this reader understands it. */
export interface SpokenEntry {
  readonly seq: number
  readonly client: string
  readonly n: number
  readonly time: number
  readonly samples: readonly Sample[]
}

interface Link {
  readonly client: string
  readonly n: number
  readonly time: number
  readonly length: number
  readonly last: Sample
  readonly motion: readonly [x: number, y: number, time: number] | undefined
}

class Digits {
  readonly #text: string
  at = 0

  constructor(text: string) {
    this.#text = text
  }

  get isAtEnd(): boolean {
    return this.at === this.#text.length
  }

  digit(): number {
    const value = alphabet.indexOf(this.#text.charAt(this.at++))
    if (value < 0 || this.at > this.#text.length) throw new Error('no digit')
    return value
  }

  digits(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) value = value * 93 + this.digit()
    return value
  }

  number(): number {
    const first = this.digit()
    if (first < 78) return first
    if (first < 90) return 78 + (first - 78) * 93 + this.digit()
    if (first === 90) return 1194 + this.digits(2)
    if (first === 91) return 9843 + this.digits(3)
    return 814_200 + this.digits(8)
  }

  characters(count: number): string {
    this.at += count
    return this.#text.slice(this.at - count, this.at)
  }

  move(): Sample {
    const first = this.digit()
    if (first === 91)
      return [zigzag(this.number()), zigzag(this.number()), zigzag(this.number()), zigzag(this.number())]
    const isShort = first >= 79
    let value = isShort ? (first - 79) * 93 + this.digit() : first * 93 ** 2 + this.digits(2)
    const part = (most: number) => {
      const found = (value % (2 * most + 1)) - most
      value = Math.floor(value / (2 * most + 1))
      return found
    }
    return isShort ? [part(5), part(5), part(1), value - 1] : [part(30), part(30), part(30), value - 1]
  }
}

function varint(bytes: Uint8Array, at: { value: number }): number {
  let value = 0
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at.value++]
    if (byte === undefined) throw new Error('ends too early')
    value += (byte & 127) * scale
    if (byte < 128) return value
  }
}

/** The samples at the end of an entry that creates a stroke or extends one. */
function inkOf(bytes: Uint8Array, at: { value: number }): Sample[] {
  varint(bytes, at)
  const count = varint(bytes, at)
  const samples: Sample[] = []
  let [x, y, pressure, time, dx, dy, dt] = [0, 0, 128, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const codes = bytes[at.value++] ?? 0
    const code = (part: number, most: number) => zigzag(part === most ? most + varint(bytes, at) : part)
    pressure += code(codes >> 3, 31)
    dt += code(codes & 7, 7)
    dx += zigzag(varint(bytes, at))
    dy += zigzag(varint(bytes, at))
    x += dx
    y += dy
    time += dt
    if (i === 0) dx = dy = dt = 0
    samples.push([x, y, pressure, time])
  }
  return samples
}

/** A reader of one board that knows what the entries it has seen have said. */
export class SpokenReader {
  readonly entries: SpokenEntry[] = []
  readonly #links = new Map<number, Link>()
  /** Batches that could not be told. */
  unknown = 0

  get seq(): number {
    return this.entries.length
  }

  /** A range as `read` and the welcome's tail bring it. */
  range(base: number, entries: readonly string[]): void {
    entries.forEach((text, i) => {
      if (base + i === this.seq + 1) this.#record(text)
    })
  }

  /** False where the log has to be read. */
  batch(text: string): boolean {
    const digits = new Digits(text)
    let seq = digits.number()
    const time = digits.digits(2)
    while (!digits.isAtEnd) {
      const distance = digits.number()
      let link = distance === 0 ? undefined : this.#links.get(seq - distance)
      const first = digits.digit()
      const count = first === 50 ? digits.number() : 1
      for (let i = 0; i < count; i++) {
        const part = first === 50 ? digits.digit() : first
        if (part === 49) {
          const record = digits.characters(digits.number())
          if (seq === this.seq + 1) this.#record(record)
          link = this.#links.get(seq)
          seq++
          continue
        }
        if (part === 48) throw new Error('this reader is told of strokes alone')
        const isRun = part < 16
        const moves = isRun ? part + 1 : part === 47 ? 33 + digits.number() : part - 14
        for (let j = 0; j < (isRun ? moves : 1); j++) {
          const told = Array.from({ length: isRun ? 1 : moves }, () => digits.move())
          if (seq !== this.seq + 1 || !link?.motion) {
            this.unknown++
            return false
          }
          const head = { client: link.client, n: link.n + 1, time: after(link.time, time) }
          this.#note({ seq, ...head, samples: follow(link, told) }, link.length)
          link = this.#links.get(seq)
          seq++
        }
      }
    }
    return true
  }

  #record(text: string): void {
    const bytes = new Uint8Array(Buffer.from(text, 'base64url'))
    const at = { value: 12 }
    const n = varint(bytes, at)
    const time = varint(bytes, at)
    // One id of 16 bytes, one operation on it.
    at.value += 18
    const type = bytes[at.value++]
    at.value += 1
    let from = 0
    if (type === 3) from = varint(bytes, at)
    // A stroke of which only x and y are written out: its type, the mask, two numbers of 1 and 3 bytes.
    else at.value += 10
    const samples = inkOf(bytes, at)
    this.#note({ seq: this.seq + 1, client: text.slice(0, 16), n, time, samples }, from)
  }

  #note(entry: SpokenEntry, from: number): void {
    const { seq, client, n, samples } = entry
    const [before] = [...this.#links].filter(([, link]) => link.client === client)
    const last = samples.at(-1) as Sample
    const previous = samples.at(-2) ?? (before?.[1].n === n - 1 && from > 0 ? before[1].last : undefined)
    const motion = previous
      ? ([last[0] - previous[0], last[1] - previous[1], last[3] - previous[3]] as const)
      : from === 0
        ? ([0, 0, 0] as const)
        : undefined
    if (before) this.#links.delete(before[0])
    this.#links.set(seq, { client, n, time: entry.time, length: from + samples.length, last, motion })
    this.entries.push(entry)
  }
}

function after(from: number, time: number): number {
  const span = 93 ** 2
  return from + ((((time - from) % span) + span) % span)
}

function follow({ last, motion = [0, 0, 0] }: Link, moves: readonly Sample[]): Sample[] {
  let [x, y, pressure, time] = last
  let [dx, dy, dt] = motion
  return moves.map(([mx, my, mp, mt]): Sample => {
    dx += mx
    dy += my
    dt += mt
    x += dx
    y += dy
    pressure += mp
    time += dt
    return [x, y, pressure, time]
  })
}
