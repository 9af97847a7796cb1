import type { CDPSession, Page } from '@playwright/test'
import type { Point } from './board-page.ts'

type TouchEventType = 'touchStart' | 'touchMove' | 'touchEnd'
type MouseEventType = 'mousePressed' | 'mouseMoved' | 'mouseReleased'
type Button = 'left' | 'right'

/**
 * Fingers on the screen, as Chromium's devtools press them.
 *
 * What a person does in one go is sent in one go: a test that is held up between two events of a hand
 * leaves a finger that rests, and a finger that rests means something else.
 */
export class Touch {
  readonly #session: CDPSession

  private constructor(session: CDPSession) {
    this.#session = session
  }

  static async of(page: Page): Promise<Touch> {
    return new Touch(await page.context().newCDPSession(page))
  }

  /** One finger after the other, and they stay down. */
  async down(...places: readonly Point[]): Promise<void> {
    await Promise.all(places.map((_, i) => this.#send('touchStart', places.slice(0, i + 1))))
  }

  async move(...places: readonly Point[]): Promise<void> {
    await this.#send('touchMove', places)
  }

  async up(): Promise<void> {
    await this.#send('touchEnd', [])
  }

  /** As quick as a tap is, however long the machine takes over it. */
  async tap(...places: readonly Point[]): Promise<void> {
    const began = Date.now() / 1000
    await Promise.all([
      ...places.map((_, i) => this.#send('touchStart', places.slice(0, i + 1), began + (i + 1) / 100)),
      this.#send('touchEnd', [], began + 0.1),
    ])
  }

  async drag([x, y]: Point, [toX, toY]: Point): Promise<void> {
    await Promise.all([
      this.down([x, y]),
      ...[0.3, 0.6, 1].map((part) => this.move([x + (toX - x) * part, y + (toY - y) * part])),
      this.up(),
    ])
  }

  /** @param timestamp seconds since 1970; now, if left out */
  async #send(
    type: TouchEventType,
    places: readonly Point[],
    timestamp: number = Date.now() / 1000,
  ): Promise<void> {
    const touchPoints = places.map(([x, y], id) => ({ x, y, id, radiusX: 8, radiusY: 8 }))
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp })
  }
}

/** A pen with pressure. Chromium's devtools have it as a kind of mouse; sent in one go, like `Touch`. */
export class Pen {
  readonly #session: CDPSession

  private constructor(session: CDPSession) {
    this.#session = session
  }

  static async of(page: Page): Promise<Pen> {
    return new Pen(await page.context().newCDPSession(page))
  }

  /** Along the way, and then it stays down. */
  async press([first = [0, 0], ...rest]: readonly Point[], button: Button = 'left'): Promise<void> {
    await Promise.all([
      this.#send('mousePressed', first, button),
      ...rest.map((place) => this.#send('mouseMoved', place, button)),
    ])
  }

  async move(place: Point): Promise<void> {
    await this.#send('mouseMoved', place)
  }

  async lift(place: Point, button: Button = 'left'): Promise<void> {
    await this.#send('mouseReleased', place, button)
  }

  async drag(way: readonly Point[], button: Button = 'left'): Promise<void> {
    await Promise.all([this.press(way, button), this.lift(way.at(-1) ?? [0, 0], button)])
  }

  async #send(type: MouseEventType, [x, y]: Point, button: Button = 'left'): Promise<void> {
    await this.#session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button,
      buttons: button === 'left' ? 1 : 2,
      clickCount: 1,
      pointerType: 'pen',
      force: 0.7,
    })
  }
}
