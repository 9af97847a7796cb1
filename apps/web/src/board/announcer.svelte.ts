import type { BoardClient } from '@drawbridge/client'
import { language, t } from '../i18n/i18n.ts'
import { load, store } from '../storage.ts'
import type { Deeds } from './activity.ts'
import { Activity } from './activity.ts'
import { peerNames } from './peer-name.ts'
import { quietly } from './quietly.ts'

/** More often, and nobody could listen to anything else. Milliseconds. */
const tellEvery = 4000

/** What is said to those who listen to the page: of their own doing at once, of others' now and then. */
export class Announcer {
  readonly #board: BoardClient
  readonly #activity = new Activity()
  readonly #arrivals: string[] = []
  #present = peerNames([])
  #own = $state('')
  #others = $state('')
  #isOn = $state(load('announceOthers') !== false)

  constructor(board: BoardClient) {
    this.#board = board
  }

  /** Of the person's own doing. */
  get own(): string {
    return this.#own
  }

  /** Of what others did. */
  get others(): string {
    return this.#others
  }

  /** Whether others' doing is told. */
  get isOn(): boolean {
    return this.#isOn
  }

  toggle(): void {
    this.#isOn = !this.#isOn
    this.#others = ''
    store('announceOthers', this.#isOn)
  }

  say(text: string): void {
    // The same words twice would not be spoken twice.
    this.#own = text === this.#own ? `${text}\u00a0` : text
  }

  /** Listens to the others until what it returns is called. */
  start(): () => void {
    this.#present = peerNames(this.#board.presence.peers)
    const { soon, stop } = quietly(() => this.#tell(), tellEvery)
    const stops = [
      stop,
      this.#board.on('presence', () => {
        this.#noteArrivals()
        if (this.#arrivals.length > 0) soon()
      }),
      this.#board.on('entry', ({ client, changes }) => {
        // Catching up with what was done long ago is no news.
        if (client === this.#board.clientId || this.#board.status.connection !== 'live') return
        this.#activity.note(client, changes)
        soon()
      }),
    ]
    return () => {
      for (const each of stops) each()
    }
  }

  #noteArrivals(): void {
    // Without a connection nobody is seen; that is not their leaving.
    if (this.#board.status.connection !== 'live') return
    const before = this.#present
    this.#present = peerNames(this.#board.presence.peers)
    for (const [client, name] of this.#present)
      if (!before.has(client)) this.#arrivals.push(t('a11y.joined', { name }))
    for (const [client, name] of before)
      if (!this.#present.has(client)) this.#arrivals.push(t('a11y.left', { name }))
  }

  #tell(): void {
    const arrivals = this.#arrivals.splice(0)
    const deeds = this.#activity.take().map((each) => this.#sentence(each))
    if (!this.#isOn) return
    const text = [...arrivals, ...deeds].join('. ')
    if (text) this.#others = text === this.#others ? `${text}\u00a0` : text
  }

  #sentence({ client, ...counts }: Deeds): string {
    const names = ['drew', 'added', 'changed', 'deleted'] as const
    const deeds = names.flatMap((deed) =>
      counts[deed] > 0 ? [t(`a11y.${deed}`, { count: counts[deed] })] : [],
    )
    const what = new Intl.ListFormat(language.current, { type: 'unit' }).format(deeds)
    return t('a11y.did', { name: this.#present.get(client) ?? t('presence.guest'), what })
  }
}
