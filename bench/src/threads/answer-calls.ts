import { parentPort } from 'node:worker_threads'

/** What a thread can be asked to do: functions whose arguments and results can be cloned. */
export type Commands<C> = { readonly [Name in keyof C]: (...args: never[]) => Promise<unknown> }

/** Lets the main thread call these, by a `CalledThread`. */
export function answerCalls<C extends Commands<C>>(commands: C): void {
  parentPort?.on('message', ({ id, name, args }: { id: number; name: keyof C; args: unknown[] }) => {
    const run = commands[name] as unknown as (...args: unknown[]) => Promise<unknown>
    run(...args).then(
      (result) => parentPort?.postMessage({ id, result }),
      (error: unknown) =>
        parentPort?.postMessage({ id, error: error instanceof Error ? error.stack : String(error) }),
    )
  })
}
