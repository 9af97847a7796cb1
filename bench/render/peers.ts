import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { launchBrowser } from './browser.ts'
import { inkSheet, sheetSize, windowSize } from './ink-sheet.ts'
import type { Contender, MeasuredPage } from './measured-page.ts'
import { instrument, measureOpening } from './opening.ts'
import type { OthersMessage } from './others-messages.ts'
import { othersMessages } from './others-messages.ts'
import { inviteToPeer } from './peer-others.ts'
import { placesIn } from './placed-hand.ts'
import { inkOnCanvases } from './probe.ts'
import { servePeers } from './peer-server.ts'

declare global {
  interface Window {
    /** See bench/peers/src/peer.ts. */
    readonly peer?: {
      fetchSheet(address: string): Promise<void>
      open(left: number, top: number): number
      state(): string
      count(): number
      expectOthers(messages: readonly OthersMessage[]): void
      receiveOthers(): number
      othersReceived(): number
    }
  }
}

/** tldraw has no canvas for its strokes: each is a path that the browser paints in the frame that it comes in. */
function inkOfPaths(): readonly [ink: number, picture: number] {
  const count = document.querySelectorAll('[data-shape-type=draw] path').length
  return [count, count]
}

interface PeerPage {
  readonly page: string
  readonly name: string
  readonly keys: MeasuredPage['keys']
  /** See `Window.shownInk`. */
  readonly ink: () => readonly [ink: number, picture: number]
}

const excalidraw: PeerPage = {
  page: 'excalidraw.html',
  name: 'Excalidraw',
  keys: { draw: 'p', select: 'v' },
  ink: inkOnCanvases,
}
const tldraw: PeerPage = {
  page: 'tldraw.html',
  name: 'tldraw',
  keys: { draw: 'd', select: 'v' },
  ink: inkOfPaths,
}

/** Each starts one. */
export const peers: readonly (() => Promise<Contender>)[] = [
  () => startPeer(excalidraw),
  () => startPeer(tldraw),
]

/** Installs what the peers need where it is missing, and builds their pages. */
export async function buildPeers(): Promise<void> {
  const folder = join(import.meta.dirname, '../peers')
  const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: folder })
  if (!existsSync(join(folder, 'node_modules'))) await run('npm', 'ci', '--ignore-scripts')
  await run('npm', 'run', 'build')
}

/** The same sheet in another whiteboard. */
async function startPeer({ page: path, name, keys, ink }: PeerPage): Promise<Contender> {
  const server = await servePeers()
  return {
    name,
    async prepare(count) {
      server.offer([...inkSheet(count)])
      const { width, height } = sheetSize(count)
      const corner = [(width - windowSize.width) / 2, (height - windowSize.height) / 2] as const
      return {
        async open() {
          const browser = await launchBrowser()
          const page = await browser.newPage({ viewport: windowSize })
          const cdp = await page.context().newCDPSession(page)
          await instrument(page, {
            state: () => window.peer?.state() ?? '',
            ink,
            others: () => String(window.peer?.othersReceived()),
          })
          await page.goto(`${server.url}/${path}`)
          await page.waitForFunction(() => window.peer !== undefined)
          await page.evaluate((address) => window.peer?.fetchSheet(address), `${server.url}/sheet.json`)
          const opening = await measureOpening(page, async () => {
            await page.evaluate(() => window.probe?.watchInk())
            const began = await page.evaluate(([left, top]) => window.peer?.open(left, top) ?? NaN, corner)
            await page.waitForFunction((count) => (window.peer?.count() ?? 0) >= count, count)
            return began
          })
          return {
            page,
            cdp,
            opening,
            keys,
            invite: (people, seconds) =>
              inviteToPeer(
                page,
                othersMessages(placesIn({ x: corner[0], y: corner[1] }, windowSize, people), seconds),
              ),
            close: () => browser.close(),
          }
        },
      }
    },
    stop: async () => server.stop(),
  }
}
