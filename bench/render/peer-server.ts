import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { SheetStroke } from './ink-sheet.ts'

const folder = join(import.meta.dirname, '../peers')

/** Where paths lead, the first that fits; what peers load while they run lies in their packages. */
const places: readonly [prefix: string, folder: string][] = [
  ['/excalidraw-assets/', 'node_modules/@excalidraw/excalidraw/dist/prod'],
  ['/tldraw-assets/', 'node_modules/@tldraw/assets'],
  ['/', 'dist'],
]

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface PeerServer {
  readonly url: string
  /** What `/sheet.json` answers from now on. */
  offer(strokes: readonly SheetStroke[]): void
  stop(): void
}

/** Serves the peers' pages, and a sheet of ink as a list of strokes. */
export async function servePeers(): Promise<PeerServer> {
  let strokes: readonly SheetStroke[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/sheet.json') {
      response.setHeader('content-type', 'application/json')
      for (const part of sheetJson(strokes)) response.write(part)
      response.end()
      return
    }
    const [prefix, place] = places.find(([prefix]) => pathname.startsWith(prefix)) ?? ['/', 'dist']
    const file = join(folder, place, normalize(`/${pathname.slice(prefix.length)}`))
    access(file).then(
      () => {
        response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
        createReadStream(file).pipe(response)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    offer(offered) {
      strokes = offered
    },
    stop: () => void server.close(),
  }
}

/** In parts: all of a large sheet is more than one string holds. */
function* sheetJson(strokes: readonly SheetStroke[]): Generator<string> {
  const hundredths = (value: number) => Math.round(value * 100) / 100
  let before = '['
  for (const { points, color, width } of strokes) {
    const numbers = points.flatMap(({ x, y, pressure }) => [x, y, pressure].map(hundredths))
    yield before + JSON.stringify({ points: numbers, color, width })
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
