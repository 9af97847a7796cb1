import type { BoardClient, Peer } from '@drawbridge/client'
import type { Editor, Viewport } from '@drawbridge/editor'
import { leadOf } from '@drawbridge/editor'

type Box = NonNullable<Peer['view']>

const sameView = (a: Box | undefined, b: Box | undefined) =>
  a === b ||
  (a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height && a?.page === b?.page)

/**
 * Whose view this screen follows, and whether this person presents. Presence tells the others of both; nothing of it is
 * part of the board.
 */
export class Following {
  readonly #board: BoardClient
  readonly #editor: Editor
  #target = $state<string>()
  #presenting = $state(false)
  #declined = $state.raw<readonly string[]>([])
  /** What we have shown last: any other viewport is the person's own doing. */
  #shown: Viewport | undefined
  #shownPage = ''
  #shownView: Box | undefined
  #shownWidth = 0
  #shownHeight = 0
  /** Whoever starts to follow one that follows them wins: until the others have noticed, the circle is not ours to end. */
  #endsCircle = false

  constructor(board: BoardClient, editor: Editor) {
    this.#board = board
    this.#editor = editor
  }

  /** Keeps up with the others and with the person's hand until what it returns is called. */
  start(): () => void {
    const stops = [
      this.#board.on('presence', () => this.#keepUp()),
      this.#board.on('change', (changes) => {
        if (changes.some(({ after }) => after?.type === 'page')) this.#keepUp()
      }),
      this.#editor.on('change', () => this.#notice()),
    ]
    return () => {
      for (const stop of stops) stop()
      this.stop()
      this.stopPresenting()
    }
  }

  /** The client whose view this screen follows. */
  get target(): string | undefined {
    return this.#target
  }

  get isPresenting(): boolean {
    return this.#presenting
  }

  /** Clients whose invitation was declined; it comes again when they present again. */
  get declined(): readonly string[] {
    return this.#declined
  }

  follow(client: string): void {
    this.stopPresenting()
    this.#target = client
    this.#shownView = undefined
    this.#endsCircle = this.#lead(client).kind === 'circle'
    this.#board.presence.set({ following: client })
    this.#keepUp()
  }

  stop(): void {
    if (this.#target === undefined) return
    this.#target = undefined
    this.#shown = undefined
    this.#board.presence.set({ following: undefined })
  }

  /** Invites everyone to follow. */
  present(): void {
    this.stop()
    this.#presenting = true
    this.#board.presence.set({ presenting: true })
  }

  stopPresenting(): void {
    if (!this.#presenting) return
    this.#presenting = false
    this.#board.presence.set({ presenting: undefined })
  }

  decline(client: string): void {
    this.#declined = [...this.#declined, client]
  }

  #lead(target: string) {
    return leadOf(target, this.#board.clientId, this.#board.presence.peers)
  }

  #keepUp(): void {
    const isStill = (client: string) =>
      this.#board.presence.peers.some((peer) => peer.client === client && peer.presenting)
    if (!this.#declined.every(isStill)) this.#declined = this.#declined.filter(isStill)
    if (this.#target === undefined) return
    const { peers } = this.#board.presence
    // While we are offline nobody is here; those whom we follow come back with the connection.
    if (peers.length === 0 && this.#board.status.connection !== 'live') return
    if (!peers.some(({ client }) => client === this.#target)) return this.stop()
    const lead = this.#lead(this.#target)
    if (lead.kind === 'circle') {
      if (!this.#endsCircle) this.stop()
      return
    }
    this.#endsCircle = false
    if (lead.kind === 'leader') this.#show(peers.find(({ client }) => client === lead.client)?.view)
  }

  /** The person has moved the view by hand, or the window has another size. */
  #notice(): void {
    if (this.#target === undefined || !this.#shown) return
    if (this.#editor.viewport !== this.#shown || this.#editor.pages.current !== this.#shownPage) this.stop()
    else this.#show(this.#shownView)
  }

  #show(view: Box | undefined): void {
    const { size, viewport, pages } = this.#editor
    const isSameSize = this.#shownWidth === size.width && this.#shownHeight === size.height
    if (!view || (isSameSize && sameView(view, this.#shownView))) return
    // They may be on a page that has not come here yet.
    if (!pages.list.some(({ id }) => id === view.page)) return
    const { x, y, width, height } = view
    this.#shownView = view
    this.#shownWidth = size.width
    this.#shownHeight = size.height
    this.#shown = viewport.showing({ minX: x, minY: y, maxX: x + width, maxY: y + height }, size)
    this.#shownPage = view.page
    this.#editor.show(this.#shown, view.page)
  }
}
