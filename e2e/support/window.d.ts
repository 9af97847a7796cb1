/** What the board page shows to whoever inspects it; see apps/web/src/board/inspection.ts. */
interface Window {
  readonly drawbridge?: {
    hash(): string
    readonly seq: number
    readonly elementCount: number
    readonly clientId: string
    readonly view: { readonly x: number; readonly y: number; readonly zoom: number; readonly page: string }
    readonly unstored: number
    readonly toolState: string
    readonly canvas: {
      readonly sharpness: string
      readonly paintsIn: string
      readonly inkLatencies: readonly number[]
    }
    readonly status: { readonly connection: string; readonly waiting: number; readonly opened: number }
  }
}
