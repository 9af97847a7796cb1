/** A Path2D that holds nothing: enough to see that something is painted. */
export class NoPath {
  moveTo(): void {}
  lineTo(): void {}
  quadraticCurveTo(): void {}
  bezierCurveTo(): void {}
  closePath(): void {}
}

type Call = readonly [name: string, ...values: unknown[]]

export interface RecordingCanvas {
  readonly canvas: HTMLCanvasElement
  /** What was called on its context since the last time this was asked. */
  take(): Call[]
}

/** A canvas that writes down what its context is told, for questions of order and of what is left out. */
export function recordingCanvas(): RecordingCanvas {
  let calls: Call[] = []
  const state: Record<string, unknown> = {}
  const context = new Proxy(state, {
    get(_, name: string) {
      if (Object.hasOwn(state, name)) return state[name]
      return (...values: unknown[]) => {
        calls.push([name, ...values])
        return { width: 50 }
      }
    },
  })
  const canvas = { width: 0, height: 0, style: {}, getContext: () => context }
  return {
    canvas: canvas as unknown as HTMLCanvasElement,
    take() {
      const taken = calls
      calls = []
      return taken
    },
  }
}
