import { readFile } from 'node:fs/promises'
import type { MeasuredPage } from './measured-page.ts'

/** Processes that show pages: that of the page, and a spare one that Chromium keeps ready for the next. */
export async function renderersOf({ page }: MeasuredPage): Promise<readonly number[]> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser of its own')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

/** Milliseconds that the main threads of these processes have had a core for. */
export async function mainThreadTime(renderers: readonly number[]): Promise<number> {
  const times = await Promise.all(
    renderers.map(async (pid) => {
      // A process has the number of its main thread.
      const [nanoseconds] = (await readFile(`/proc/${pid}/task/${pid}/schedstat`, 'utf8')).split(' ')
      return Number(nanoseconds) / 1e6
    }),
  )
  return times.reduce((sum, one) => sum + one, 0)
}
