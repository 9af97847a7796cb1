import '@excalidraw/excalidraw/index.css'
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { Peer, SentMessage, SentStroke } from './peer.ts'
import { fetchStrokes, now, othersOf } from './peer.ts'

// Asked for by its scripts as soon as they run.
window.EXCALIDRAW_ASSET_PATH = '/excalidraw-assets/'

const colors: Readonly<Record<string, string>> = {
  ink: '#1e1e1e',
  blue: '#1971c2',
  red: '#e03131',
  green: '#2f9e44',
  violet: '#6741d9',
  orange: '#f08c00',
}
/** Its strokes are this many times as wide as they say. */
const widthOfOne = 4.25

function elementOf({ points, color, width }: SentStroke, i: number) {
  const [x = 0, y = 0] = points
  const local: [number, number][] = []
  const pressures: number[] = []
  for (let p = 0; p < points.length; p += 3) {
    local.push([points[p] - x, points[p + 1] - y])
    pressures.push(points[p + 2])
  }
  const xs = local.map(([dx]) => dx)
  const ys = local.map(([, dy]) => dy)
  return {
    id: `stroke-${i}`,
    type: 'freedraw',
    x,
    y,
    width: Math.max(...xs) - Math.min(...xs),
    height: Math.max(...ys) - Math.min(...ys),
    angle: 0,
    strokeColor: colors[color] ?? colors.ink,
    backgroundColor: 'transparent',
    fillStyle: 'solid',
    strokeWidth: width / widthOfOne,
    strokeStyle: 'solid',
    roughness: 1,
    opacity: 100,
    groupIds: [],
    frameId: null,
    roundness: null,
    seed: i + 1,
    version: 1,
    versionNonce: i + 1,
    isDeleted: false,
    boundElements: null,
    updated: 1,
    link: null,
    locked: false,
    points: local,
    pressures,
    simulatePressure: false,
    lastCommittedPoint: null,
  }
}

const { Excalidraw, restoreElements, reconcileElements, CaptureUpdateAction } =
  await import('@excalidraw/excalidraw')

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A key above another: longer is higher, unless it ends with 0. */
const indexAbove = (index: string, i: number) => `${index}${digits[Math.floor(i / 62)]}${digits[i % 62]}V`

function others(api: ExcalidrawImperativeAPI) {
  let top = ''
  const { expectOthers, ...rest } = othersOf(
    ({ drawn, stroke }) => ({
      ...elementOf(drawn, stroke),
      id: `others-${top}-${stroke}`,
      index: indexAbove(top, stroke),
      version: drawn.points.length,
    }),
    // As its own rooms do with each message.
    (element) =>
      api.updateScene({
        elements: reconcileElements(
          api.getSceneElementsIncludingDeleted(),
          restoreElements([element], null) as never,
          api.getAppState(),
        ),
        captureUpdate: CaptureUpdateAction.NEVER,
      }),
  )
  return {
    expectOthers(messages: readonly SentMessage[]) {
      top = api.getSceneElements().at(-1)?.index ?? 'a0'
      expectOthers(messages)
    },
    ...rest,
  }
}

function show(api: ExcalidrawImperativeAPI) {
  let text = '[]'
  const peer: Peer = {
    async fetchSheet(address) {
      text = JSON.stringify((await fetchStrokes(address)).map(elementOf))
    },
    open(left, top) {
      const began = now()
      api.updateScene({
        elements: restoreElements(JSON.parse(text), null),
        appState: { scrollX: -left, scrollY: -top, zoom: { value: 1 } },
        captureUpdate: CaptureUpdateAction.NEVER,
      })
      text = '[]'
      return began
    },
    state() {
      const { scrollX, scrollY, zoom } = api.getAppState()
      const bottom = api.getSceneElements()[0]
      return [scrollX, scrollY, zoom.value, bottom?.x, bottom?.y].join()
    },
    count: () => api.getSceneElements().length,
    ...others(api),
  }
  window.peer = peer
}

createRoot(document.getElementById('root')!).render(
  createElement(Excalidraw, { excalidrawAPI: show, handleKeyboardGlobally: true, autoFocus: true }),
)
