import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

export type Point = readonly [x: number, y: number]
export type Tool = 'Select' | 'Hand' | 'Pen' | 'Eraser' | 'Rectangle' | 'Ellipse' | 'Line' | 'Text'

export interface PlainElement {
  readonly id: string
  readonly type: string
  readonly [property: string]: unknown
}

interface PlainEntry {
  readonly seq: number
  readonly client: string
  readonly n: number
}

interface BoardDocument {
  readonly seq: number
  readonly hash: string
  readonly elements: readonly PlainElement[]
}

/** A person at a board: what they can see and do. */
export class BoardPage {
  readonly page: Page
  readonly canvas: Locator
  readonly status: Locator

  constructor(page: Page) {
    this.page = page
    this.canvas = page.getByRole('application', { name: 'Board' })
    this.status = page.getByTestId('status')
  }

  /** Makes a board on the home page, as a new user does. */
  static async create(page: Page, server: string, title = ''): Promise<BoardPage> {
    await BoardPage.drawWithoutHaste(page)
    await page.goto(server)
    if (title) await page.getByLabel('Title (optional)').fill(title)
    await page.getByRole('button', { name: 'New board' }).click()
    return BoardPage.arrive(page)
  }

  /** Opens a new board straight away: for tests that are about what happens on it. */
  static async fresh(page: Page, server: string): Promise<BoardPage> {
    const made = await fetch(`${server}/api/boards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(made.status).toBe(201)
    const { links } = (await made.json()) as { links: { editor: string } }
    return BoardPage.open(page, links.editor)
  }

  /** Opens a board by its link. */
  static async open(page: Page, link: string): Promise<BoardPage> {
    await BoardPage.drawWithoutHaste(page)
    await page.goto(link)
    return BoardPage.arrive(page)
  }

  /**
   * A stroke that is held still becomes a shape, and on a busy machine a test may stop for that long: it does only
   * where a test switches that on.
   */
  private static async drawWithoutHaste(page: Page): Promise<void> {
    await page.addInitScript(() => {
      // Firefox runs this on its blank first page, too, which may store nothing.
      if (location.protocol.startsWith('http'))
        localStorage['drawbridge.options'] ??= JSON.stringify({ holdToShape: false })
    })
  }

  private static async arrive(page: Page): Promise<BoardPage> {
    const board = new BoardPage(page)
    await expect(board.canvas).toBeVisible()
    await expect(board.status).toHaveText(/Saved|Read-only/)
    return board
  }

  get link(): string {
    return this.page.url()
  }

  tool(name: Tool): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async choose(name: Tool): Promise<void> {
    await this.tool(name).click()
    await expect(this.tool(name)).toHaveAttribute('aria-pressed', 'true')
  }

  /** Presses at the first point, moves through the others and lifts at the last. */
  async drag(points: readonly Point[], steps = 2): Promise<void> {
    await this.press(points, steps)
    await this.page.mouse.up()
  }

  /** Like `drag`, but the hand stays down. */
  async press([first, ...rest]: readonly Point[], steps = 2): Promise<void> {
    if (!first) throw new RangeError('a drag needs points')
    await this.page.mouse.move(...first)
    await this.page.mouse.down()
    for (const point of rest) await this.page.mouse.move(...point, { steps })
  }

  /** A stroke with some curvature from one point on. */
  static wave([x, y]: Point, length = 240): Point[] {
    return Array.from({ length: 13 }, (_, i) => [x + (i * length) / 12, y + 40 * Math.sin(i / 2)] as const)
  }

  hash(): Promise<string> {
    return this.page.evaluate(() => window.drawbridge?.hash() ?? '')
  }

  elementCount(): Promise<number> {
    return this.page.evaluate(() => window.drawbridge?.elementCount ?? -1)
  }

  clientId(): Promise<string> {
    return this.page.evaluate(() => window.drawbridge?.clientId ?? '')
  }

  async expectElements(count: number): Promise<void> {
    await expect.poll(() => this.elementCount()).toBe(count)
  }

  async expectSaved(): Promise<void> {
    await expect(this.status).toHaveText('Saved')
  }

  /**
   * How many pixels in a box of the screen, in CSS pixels, are painted dark or in a colour: not with background or grid.
   * What the board holds now is asked for, which the canvases show in the next frame.
   */
  inkIn(x: number, y: number, width: number, height: number): Promise<number> {
    return this.page.evaluate(
      async ([x, y, width, height]) => {
        // The second comes when all that the first had to do is done, whoever asked for it first.
        for (let frames = 0; frames < 2; frames++) await new Promise((shown) => requestAnimationFrame(shown))
        const ratio = window.devicePixelRatio
        let ink = 0
        for (const canvas of document.querySelectorAll('canvas')) {
          const context = canvas.getContext('2d')
          if (!context) continue
          const area = [x, y, width, height].map((value) => Math.round(value * ratio)) as [
            number,
            number,
            number,
            number,
          ]
          const { data } = context.getImageData(...area)
          for (let i = 0; i < data.length; i += 4) {
            const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(i, i + 4)
            const dark = red + green + blue < 380
            const coloured = Math.max(red, green, blue) - Math.min(red, green, blue) > 80
            if (alpha > 128 && (dark || coloured)) ink++
          }
        }
        return ink
      },
      [x, y, width, height] as const,
    )
  }

  /** Waits until all that was drawn is in storage that outlives the tab. */
  async expectKept(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.drawbridge?.unstored)).toBe(0)
  }

  /** The board as the server has it, once all that was done on this page is stored. */
  async document(): Promise<BoardDocument> {
    await this.#expectNothingWaits()
    return this.ask<BoardDocument>('document')
  }

  /** The log as the server has it, once all that was done on this page is stored. */
  async entries(): Promise<readonly PlainEntry[]> {
    await this.#expectNothingWaits()
    const all: PlainEntry[] = []
    for (;;) {
      const after = all.at(-1)?.seq ?? 0
      const { head, entries } = await this.ask<{ head: number; entries: PlainEntry[] }>(
        `entries?after=${after}&limit=1000`,
      )
      all.push(...entries)
      if (entries.length === 0 || all.length === head) return all
    }
  }

  /** Unlike `expectSaved`, in every language. */
  async #expectNothingWaits(): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.drawbridge?.status.waiting)).toBe(0)
  }

  private async ask<Answer>(what: string): Promise<Answer> {
    const { origin, pathname, hash } = new URL(this.link)
    const id = pathname.split('/').at(-1)
    const session = await fetch(`${origin}/api/boards/${id}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: hash.slice(1) }),
    })
    const { token } = (await session.json()) as { token: string }
    const answer = await fetch(`${origin}/api/boards/${id}/${what}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
    return (await answer.json()) as Answer
  }
}

/** Waits until everyone shows the same board and the server has it too. */
export async function expectSameBoard(...boards: readonly BoardPage[]): Promise<void> {
  const [first] = boards
  if (!first) return
  await expect
    .poll(async () => {
      const hashes = await Promise.all(boards.map((board) => board.hash()))
      const { hash } = await first.document()
      return new Set([...hashes, hash]).size
    })
    .toBe(1)
}
