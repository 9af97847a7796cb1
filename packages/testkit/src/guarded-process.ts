import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Becomes the program, after starting a guard that kills it when the pipe from the test process closes: so nothing stays
 * behind, even where the test process is killed.
 */
const guard = 'exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec "$0" "$@" </dev/null 3<&-'

/** Starts a program that does not outlive this process. @param onOutput gets what it prints, as it comes */
export function spawnGuarded(
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly onOutput?: (text: string) => void } = {},
): ChildProcess {
  const output = options.onOutput ? 'pipe' : 'ignore'
  const child = spawn('sh', ['-c', guard, program, ...args], {
    stdio: ['pipe', output, output],
    ...(options.env ? { env: options.env } : {}),
  })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => options.onOutput?.(data.toString()))
  child.on('exit', () => child.stdin?.end())
  return child
}

/** Looks every 20 ms until it is so; throws what `describe` says when it is not so in time. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  milliseconds = 20_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${describe()}`)
    await wait(20)
  }
}
