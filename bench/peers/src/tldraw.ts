import 'tldraw/tldraw.css'
import { getAssetUrls } from '@tldraw/assets/selfHosted'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { Editor, TLDrawShape, TLShapeId } from 'tldraw'
import { b64Vecs, getIndices, getIndicesAbove, getSnapshot, loadSnapshot, Tldraw } from 'tldraw'
import type { Peer, SentMessage, SentStroke } from './peer.ts'
import { fetchStrokes, now, othersOf } from './peer.ts'

const colors: Readonly<Record<string, string>> = {
  ink: 'black',
  blue: 'blue',
  red: 'red',
  green: 'green',
  violet: 'violet',
  orange: 'orange',
}

function shapeOf({ points, color, width }: SentStroke, i: number, index: string) {
  const [x = 0, y = 0] = points
  const local: { x: number; y: number; z: number }[] = []
  for (let p = 0; p < points.length; p += 3)
    local.push({ x: points[p] - x, y: points[p + 1] - y, z: points[p + 2] })
  return {
    id: `shape:stroke-${i}`,
    typeName: 'shape',
    type: 'draw',
    x,
    y,
    rotation: 0,
    index,
    parentId: 'page:page',
    isLocked: false,
    opacity: 1,
    meta: {},
    props: {
      segments: [{ type: 'free', path: b64Vecs.encodePoints(local) }],
      color: colors[color] ?? colors.ink,
      fill: 'none',
      dash: 'draw',
      // The nearest of the four widths that it has.
      size: width <= 2 ? 's' : width <= 3 ? 'm' : width <= 4 ? 'l' : 'xl',
      isComplete: true,
      isClosed: false,
      isPen: true,
      scale: 1,
      scaleX: 1,
      scaleY: 1,
    },
  }
}

function others(editor: Editor) {
  let indices: readonly string[] = []
  const { expectOthers, ...rest } = othersOf(
    ({ drawn, stroke }) => {
      const shape = shapeOf(drawn, stroke, indices[stroke])
      const id = `shape:others-${indices[0]}-${stroke}`
      return { ...shape, id, props: { ...shape.props, isComplete: false } }
    },
    // As its own rooms do with each message.
    (shape) => editor.store.mergeRemoteChanges(() => editor.store.put([shape as unknown as TLDrawShape])),
  )
  return {
    expectOthers(messages: readonly SentMessage[]) {
      const strokes = Math.max(0, ...messages.map(({ stroke }) => stroke + 1))
      indices = getIndicesAbove(editor.getHighestIndexForParent(editor.getCurrentPageId()), strokes)
      expectOthers(messages)
    },
    ...rest,
  }
}

function show(editor: Editor) {
  let text = ''
  const peer: Peer = {
    async fetchSheet(address) {
      const strokes = await fetchStrokes(address)
      const { document } = getSnapshot(editor.store)
      const indices = getIndices(strokes.length)
      const shapes = strokes.map((stroke, i) => shapeOf(stroke, i, indices[i]))
      const store = { ...document.store, ...Object.fromEntries(shapes.map((shape) => [shape.id, shape])) }
      text = JSON.stringify({ ...document, store })
    },
    open(left, top) {
      const began = now()
      loadSnapshot(editor.store, { document: JSON.parse(text) })
      editor.setCamera({ x: -left, y: -top, z: 1 }, { immediate: true })
      text = ''
      return began
    },
    state() {
      const { x, y, z } = editor.getCamera()
      const bottom = editor.getShape('shape:stroke-0' as TLShapeId)
      return [x, y, z, bottom?.x, bottom?.y].join()
    },
    count: () => editor.getCurrentPageShapeIds().size,
    ...others(editor),
  }
  window.peer = peer
}

createRoot(document.getElementById('root')!).render(
  createElement(Tldraw, {
    onMount: show,
    assetUrls: getAssetUrls({ baseUrl: '/tldraw-assets/' }),
    options: { maxShapesPerPage: 10_000_000 },
  }),
)
