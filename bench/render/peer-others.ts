import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Others } from './measured-page.ts'
import type { OthersMessage } from './others-messages.ts'

/** Milliseconds. A page that is given more than it can take goes on for minutes: that much later is late enough. */
const patience = 30_000

/** People whose messages come to a peer's page, which is told of them before, so that reading them costs nothing then. */
export async function inviteToPeer(page: Page, messages: readonly OthersMessage[]): Promise<Others> {
  const count = () => page.evaluate(() => window.peer?.count() ?? NaN)
  const strokes = new Set(messages.map(({ stroke }) => stroke)).size
  const duration = messages.at(-1)?.due ?? 0
  const before = await count()
  await page.evaluate((messages) => window.peer?.expectOthers(messages), messages)
  return {
    async draw() {
      const first = await page.evaluate(() => window.peer?.receiveOthers() ?? NaN)
      await wait(duration)
      return { first, last: first + duration }
    },
    async arrived() {
      const received = () => page.evaluate(() => window.peer?.othersReceived() ?? 0)
      const end = performance.now() + patience
      while ((await received()) < messages.length && performance.now() < end) await wait(100)
      const [there, taken] = [await count(), await received()]
      if (taken === messages.length ? there !== before + strokes : there === before)
        throw new Error(
          `the ink of the others did not arrive: ${there - before} of ${strokes} strokes after ${taken} messages`,
        )
    },
    async leave() {
      await page.evaluate(() => window.peer?.expectOthers([]))
    },
  }
}
