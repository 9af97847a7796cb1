/** Milliseconds of a clock that all threads and processes of this machine share. */
export function clock(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
