interface ErrorDefinition {
  /** HTTP status where the error is an HTTP answer. */
  readonly status: number
  /** True when the same request may succeed later, unchanged. */
  readonly retry: boolean
  readonly meaning: string
  /** What the one who gets it can do. */
  readonly action: string
}

/** Every error that crosses a border, in one table: HTTP bodies, socket answers and SDK rejections use these codes. */
export const errors = {
  BOARD_NOT_FOUND: {
    status: 404,
    retry: false,
    meaning: 'There is no such board, or the key does not open it.',
    action: 'Check the link, or ask for a new one.',
  },
  SNAPSHOT_NOT_FOUND: {
    status: 404,
    retry: true,
    meaning: 'There is no snapshot at that seq any more.',
    action: 'Ask for the newest one.',
  },
  NOT_FOUND: {
    status: 404,
    retry: false,
    meaning: 'There is nothing at this address.',
    action: 'Check the address.',
  },
  BAD_REQUEST: {
    status: 400,
    retry: false,
    meaning: 'The request does not have the form that it must have.',
    action: 'See the message and the documentation at /api/docs.',
  },
  UNAUTHORIZED: {
    status: 401,
    retry: false,
    meaning: 'The access token is missing, wrong or out of date.',
    action: 'Get a new one for the key.',
  },
  ORIGIN_NOT_ALLOWED: {
    status: 403,
    retry: false,
    meaning: 'Pages of this origin may not connect here.',
    action: 'The operator can add it to DRAWBRIDGE_ORIGINS.',
  },
  READ_ONLY: {
    status: 403,
    retry: false,
    meaning: 'This role may look but not draw.',
    action: 'Ask an owner of the board for a link that may edit.',
  },
  PROTOCOL_VERSION: {
    status: 400,
    retry: false,
    meaning: 'Client and server speak different versions of the protocol.',
    action: 'Reload the page, or update the client.',
  },
  INVALID_ENTRY: {
    status: 400,
    retry: false,
    meaning: 'An entry cannot be decoded, or holds a value that is not allowed.',
    action: 'This is a defect of the client; the entry is refused and everything else goes on.',
  },
  TOO_LARGE: {
    status: 413,
    retry: false,
    meaning: 'A message or an entry is larger than the limit.',
    action: 'Split it.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    retry: false,
    meaning: 'The picture is larger than this server takes.',
    action: 'Make it smaller; the operator can raise DRAWBRIDGE_MAX_FILE_BYTES.',
  },
  FILE_TYPE_UNKNOWN: {
    status: 415,
    retry: false,
    meaning: 'This is no picture that every browser can show.',
    action: 'Use PNG, JPEG, GIF, WebP, AVIF or SVG.',
  },
  FILE_HASH_WRONG: {
    status: 400,
    retry: false,
    meaning: 'The file does not have the hash that it was announced with.',
    action: 'Send the bytes that were hashed.',
  },
  FILE_NOT_FOUND: {
    status: 404,
    retry: true,
    meaning: 'The board does not have this file, or not yet.',
    action: 'Ask again: whoever put it on the board may still be sending it.',
  },
  FILES_FULL: {
    status: 409,
    retry: false,
    meaning: 'The pictures of this board take all the room that it has.',
    action: 'The operator can raise DRAWBRIDGE_BOARD_FILE_BYTES; until then they are kept on this device.',
  },
  RATE_LIMITED: {
    status: 429,
    retry: true,
    meaning: 'Too much came in too short a time.',
    action: 'Wait for the time given, then send the same again.',
  },
  LOG_UNAVAILABLE: {
    status: 503,
    retry: true,
    meaning: 'The log cannot be reached, so nothing can be stored right now.',
    action: 'Nothing is lost: the client keeps its entries and sends them again.',
  },
  LOG_REPLACED: {
    status: 409,
    retry: true,
    meaning: 'The log is not the one any more that the client knows a part of.',
    action: 'Connect again: the welcome says where to start.',
  },
  SHUTTING_DOWN: {
    status: 503,
    retry: true,
    meaning: 'This instance is being stopped.',
    action: 'Connect again; another instance takes over.',
  },
  UNREACHABLE: {
    status: 503,
    retry: true,
    meaning: 'The server does not answer.',
    action: 'Check the network and the address.',
  },
  STORAGE_FAILED: {
    status: 507,
    retry: true,
    meaning: 'This device cannot keep what is drawn: its storage is full, forbidden or broken.',
    action: 'Work is kept in this tab only: leave it open until everything is saved.',
  },
  CLIENT_REPLACED: {
    status: 409,
    retry: false,
    meaning: 'Another tab has taken over what was drawn in this one while it was asleep.',
    action: 'Reload the page.',
  },
  INTERNAL: {
    status: 500,
    retry: true,
    meaning: 'Something went wrong on the server.',
    action: 'Try again; the log of the server says more.',
  },
} as const satisfies Record<string, ErrorDefinition>

export type ErrorCode = keyof typeof errors

/** The shape of every error on the wire. */
export interface WireError {
  readonly code: ErrorCode
  readonly message: string
  /** Milliseconds to wait before a retry. */
  readonly retryAfter?: number
}

/** An error with a code of the table; the SDK rejects with it and the server throws it. */
export class DrawbridgeError extends Error {
  readonly code: ErrorCode
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, message?: string, options?: { cause?: unknown; retryAfter?: number }) {
    super(
      message ?? `${errors[code].meaning} ${errors[code].action}`,
      options?.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = 'DrawbridgeError'
    this.code = code
    this.retryAfter = options?.retryAfter
  }

  get retry(): boolean {
    return errors[this.code].retry
  }

  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(this.retryAfter === undefined ? {} : { retryAfter: this.retryAfter }),
    }
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errors, value)
}
