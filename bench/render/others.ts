import type { Page } from '@playwright/test'
import { BoardSocket } from '../src/load/board-socket.ts'
import type { BoardTarget } from '../src/load/participant.ts'
import { tokenFor } from '../src/load/session.ts'
import { CalledThread } from '../src/threads/called-thread.ts'
import type { Others } from './measured-page.ts'
import type { OthersCommands, OthersOptions } from './others-thread.ts'

const script = new URL('./others-thread.ts', import.meta.url)
/** Milliseconds. */
const arriveWithin = 60_000

/**
 * People on a board that one of Drawbridge's pages shows.
 * @param drawn told of the new top of the board when they have drawn
 */
export async function inviteOthers(
  page: Page,
  options: OthersOptions,
  seconds: number,
  drawn: (top: string | null) => void,
): Promise<Others> {
  const thread = new CalledThread<OthersCommands>(script, options)
  await thread.call('connect')
  const elementCount = () => page.evaluate(() => window.drawbridge?.elementCount ?? NaN)
  let expected = await elementCount()
  return {
    async draw() {
      const { first, last, strokes, top } = await thread.call('draw', seconds)
      expected += strokes
      drawn(top)
      return { first, last }
    },
    async arrived() {
      const head = await headOf(options.target)
      const isThere = ({ head, elements }: { head: number; elements: number }) =>
        (window.drawbridge?.seq ?? 0) >= head && window.drawbridge?.elementCount === elements
      await page
        .waitForFunction(isThere, { head, elements: expected }, { polling: 100, timeout: arriveWithin })
        .catch(async () => {
          const there = `${await elementCount()} elements, entry ${await page.evaluate(() => window.drawbridge?.seq)}`
          throw new Error(
            `the ink of the others did not arrive in the page: expected ${expected} elements and entry ${head}, there are ${there}`,
          )
        })
    },
    async leave() {
      await thread.call('close')
      await thread.end()
    },
  }
}

/** How far the board's log goes. */
async function headOf(target: BoardTarget): Promise<number> {
  const visitor = await BoardSocket.open({ ...target, token: await tokenFor(target) })
  visitor.close()
  return visitor.welcome.head
}
