import { join } from 'node:path'
import type { AppParts } from './app.ts'
import type { Config } from './config.ts'
import { openSqliteLog } from './log/sqlite-log.ts'
import { LocalFanOut } from './realtime/fan-out.ts'

/** Why there can be no server; its message is a sentence for the operator. */
export class StartError extends Error {}

export interface OpenedLog {
  readonly parts: Pick<AppParts, 'log' | 'fanOut' | 'cluster'>
  close(): Promise<void>
}

function folderFailure(folder: string, error: NodeJS.ErrnoException): string {
  if (error.code === undefined) return error.message
  return `The data folder ${folder} cannot be used (${error.message}): correct its permissions, or choose another with DRAWBRIDGE_DATA.`
}

function openSqlite({ dataFolder }: Config): OpenedLog {
  const fanOut = new LocalFanOut()
  try {
    const log = openSqliteLog({ file: join(dataFolder, 'drawbridge.sqlite'), fanOut: fanOut.deliver })
    return { parts: { log, fanOut }, close: () => log.close() }
  } catch (error) {
    throw new StartError(folderFailure(dataFolder, error as NodeJS.ErrnoException), { cause: error })
  }
}

/** Opens the log that the settings name. Throws StartError. */
export async function openLog(config: Config): Promise<OpenedLog> {
  return openSqlite(config)
}
