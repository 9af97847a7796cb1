import { DrawbridgeError } from '@drawbridge/protocol'

/**
 * Waits for work that nobody can break off. Every failure, and taking too long, is LOG_UNAVAILABLE; errors that have a
 * code keep it.
 * @param what ends the sentence "… did not answer"
 */
export async function withDeadline<Result>(
  deadlineMs: number,
  what: string,
  work: Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not answer within ${deadlineMs} ms`)), deadlineMs)
  })
  try {
    return await Promise.race([work, tooLate])
  } catch (cause) {
    throw cause instanceof DrawbridgeError
      ? cause
      : new DrawbridgeError('LOG_UNAVAILABLE', undefined, { cause })
  } finally {
    clearTimeout(timer)
  }
}
