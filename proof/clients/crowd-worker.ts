import { parentPort } from 'node:worker_threads'
import { randomBelow, seededRandom } from '@drawbridge/testkit'
import type {
  Answered,
  Asked,
  CrowdProgress,
  CrowdQuestions,
  CrowdReport,
  QuestionName,
} from './crowd-messages.ts'
import { atPace } from './pace.ts'
import { RandomDrawing } from './random-drawing.ts'
import { RecordedClient } from './recorded-client.ts'

/** Connecting all at once would measure how long a queue gets. */
const openTogether = 10

/** A client and what it feels of an interruption. */
class Member {
  readonly boardId: string
  readonly client: RecordedClient
  readonly gaps: number[] = []
  readonly acknowledgeDelays: number[] = []
  readonly #submittedAt: number[] = []
  #lostAt: number | undefined

  constructor(boardId: string, client: RecordedClient) {
    this.boardId = boardId
    this.client = client
    client.board.on('status', ({ connection }) => {
      if (connection !== 'live') this.#lostAt ??= performance.now()
      else if (this.#lostAt !== undefined) {
        this.gaps.push(performance.now() - this.#lostAt)
        this.#lostAt = undefined
      }
    })
    client.board.on('acknowledged', () => this.#notice())
  }

  drawn(): void {
    this.#submittedAt[this.client.submitted] = performance.now()
  }

  #notice(): void {
    for (let n = this.client.acknowledged; n > 0; n--) {
      const since = this.#submittedAt[n]
      if (since === undefined) return
      delete this.#submittedAt[n]
      this.acknowledgeDelays.push(performance.now() - since)
    }
  }
}

const members: Member[] = []
let stopping = new AbortController()

const answers: {
  [Name in QuestionName]: (
    question: CrowdQuestions[Name]['question'],
  ) => Promise<CrowdQuestions[Name]['answer']>
} = {
  async open({ url, seats }) {
    const places = seats.flatMap(({ boardId, key, names }) => names.map((name) => ({ boardId, key, name })))
    for (let at = 0; at < places.length; at += openTogether)
      members.push(
        ...(await Promise.all(
          places
            .slice(at, at + openTogether)
            .map(
              async ({ boardId, key, name }) =>
                new Member(boardId, await RecordedClient.open(name, { url, boardId, key, timeout: 60_000 })),
            ),
        )),
      )
    return null
  },
  draw({ perSecond, seed }) {
    stopping = new AbortController()
    const random = seededRandom(seed)
    const drawings = members.map(({ client }) => new RandomDrawing(client, random))
    return atPace(perSecond, stopping.signal, () => {
      const at = randomBelow(random, members.length)
      drawings[at]?.draw()
      members[at]?.drawn()
    })
  },
  stop() {
    stopping.abort()
    return Promise.resolve(null)
  },
  progress() {
    const seqs: Record<string, number> = {}
    for (const { boardId, client } of members)
      seqs[boardId] = Math.min(seqs[boardId] ?? Infinity, client.board.seq)
    const waiting = members.reduce((sum, { client }) => sum + client.submitted - client.acknowledged, 0)
    const away = members
      .filter(({ client }) => client.board.status.connection !== 'live')
      .map(({ client }) => client.name)
    return Promise.resolve({ waiting, away, seqs } satisfies CrowdProgress)
  },
  report() {
    return Promise.resolve({
      histories: Object.fromEntries(
        Array.from(
          Map.groupBy(members, ({ boardId }) => boardId),
          ([boardId, present]) => [boardId, present.map(({ client }) => client.history())],
        ),
      ),
      gaps: members.flatMap(({ gaps }) => gaps),
      acknowledgeDelays: members.flatMap(({ acknowledgeDelays }) => acknowledgeDelays),
      errors: members.flatMap(({ client }) =>
        client.errors.map((error) => `${client.name}: ${error.message}`),
      ),
    } satisfies CrowdReport)
  },
  close() {
    for (const { client } of members) client.board.close()
    return Promise.resolve(null)
  },
}

parentPort?.on('message', ({ id, name, question }: Asked) => {
  const answer = answers[name] as (question: unknown) => Promise<unknown>
  const say = (answered: Answered) => parentPort?.postMessage(answered)
  answer(question).then(
    (said) => say({ id, answer: said }),
    (error: unknown) => say({ id, error: String(error) }),
  )
})
