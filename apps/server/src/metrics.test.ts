import { expect, test } from 'vitest'
import { Metrics } from './metrics.ts'

test('one scrape looks at the send queues once, and tells both figures of that look', async () => {
  const metrics = new Metrics()
  let looks = 0
  metrics.observe({
    connections: () => 0,
    connectionsBehind: () => 0,
    boards: () => 0,
    sendQueue: () => ({ packets: ++looks, bytes: 100 * looks }),
  })
  for (const scrape of [1, 2]) {
    const text = await metrics.registry.metrics()
    expect(text).toContain(`drawbridge_send_queue_packets ${scrape}\n`)
    expect(text).toContain(`drawbridge_send_queue_bytes ${100 * scrape}\n`)
  }
})
