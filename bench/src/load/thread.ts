import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { clock } from '../clock.ts'
import { answerCalls } from '../threads/answer-calls.ts'
import { UsageMeter } from '../threads/thread-usage.ts'
import { BareViewer } from './bare-viewer.ts'
import { Composition } from './composition.ts'
import { Hand, samplesPerSecond } from './hand.ts'
import type { BoardTarget, Participant, ParticipantPlan } from './participant.ts'
import { Person } from './person.ts'
import { PlainClient } from './plain-client.ts'
import { Receipts } from './receipts.ts'
import { Samples } from './samples.ts'
import { tokenFor } from './session.ts'
import type { InkThreadFigures, ThreadOptions } from './thread-commands.ts'

/*
 * One thread of the generator: plays its people, and counts what they get. The main thread calls the commands below by
 * message; see `Generator`.
 */
setMaxListeners(0)
const { buffer, drawers, perDrawer } = workerData as ThreadOptions
const samples = new Samples(drawers, perDrawer, buffer)
const receipts = new Receipts(samples)
const composition = new Composition(receipts)
const usage = new UsageMeter()

const participants: Participant[] = []
let packetsBefore = 0
const livePacketsSoFar = () => participants.find((one) => one instanceof BareViewer)?.livePackets ?? NaN
const pens: { readonly drawer: number; readonly participant: Participant; readonly hand: Hand }[] = []
/** Connecting side by side, and no more: a crowd that arrives is a benchmark of its own. */
const atOnce = 16

async function open(target: BoardTarget, plan: ParticipantPlan, token: string): Promise<void> {
  const counted = { samples, receipts }
  const participant =
    plan.kind === 'bare'
      ? await BareViewer.open({ ...target, token }, composition)
      : plan.kind === 'sdk'
        ? await Person.open(target, plan, plan.drawer === undefined ? { ...counted, composition } : counted)
        : await PlainClient.open(target.url, plan, counted)
  participants.push(participant)
  if (plan.drawer !== undefined)
    pens.push({ drawer: plan.drawer, participant, hand: new Hand(plan.drawer + 1) })
}

const commands = {
  async connect(target: BoardTarget, plans: readonly ParticipantPlan[]): Promise<void> {
    const token = plans.some(({ kind }) => kind === 'bare') ? await tokenFor(target) : ''
    const left = [...plans]
    const next = async () => {
      for (let plan = left.shift(); plan; plan = left.shift()) await open(target, plan, token)
    }
    await Promise.all(Array.from({ length: atOnce }, next))
  },

  /** What was counted so far counts no more. */
  async forget(): Promise<void> {
    receipts.forget()
  },

  /** Figures are from here on. */
  async begin(): Promise<void> {
    usage.begin()
    packetsBefore = livePacketsSoFar()
  },

  /** Draws, evenly spread over a frame, between two moments of the clock. */
  async draw(from: number, until: number): Promise<void> {
    const total = Math.round(((until - from) / 1000) * samplesPerSecond)
    const drawn = pens.map(() => 0)
    while (drawn.some((count) => count < total)) {
      const frames = ((clock() - from) / 1000) * samplesPerSecond
      pens.forEach(({ participant, hand, drawer }, i) => {
        const due = Math.min(total, Math.floor(frames - drawer / drawers))
        for (; (drawn[i] ?? 0) < due; drawn[i] = (drawn[i] ?? 0) + 1) participant.put(hand.next())
      })
      await wait(2)
    }
  },

  async delivered(): Promise<number> {
    return receipts.delays.total
  },

  async figures(): Promise<InkThreadFigures> {
    const livePackets = livePacketsSoFar() - packetsBefore
    return { delays: receipts.delays.toParts(), livePackets, ...usage.read() }
  },

  async close(): Promise<void> {
    for (const participant of participants) participant.close()
  },
}

export type ThreadCommands = typeof commands

answerCalls(commands)
