import { DrawbridgeError } from '@drawbridge/protocol'
import type { Upload, UploadAnswer } from '../files/file-storage.ts'

/** An upload of which nothing was taken for this long is given up. Milliseconds. */
const patience = 30_000

/** By XMLHttpRequest, which alone tells how much of a body was sent. */
export const uploadByXhr: Upload = (url, headers, bytes, progress) =>
  new Promise<UploadAnswer>((resolve, reject) => {
    const request = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout> | undefined
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => request.abort(), patience)
    }
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => {
      alive()
      progress(total > 0 ? loaded / total : 0)
    }
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = request.onabort = () => reject(new DrawbridgeError('UNREACHABLE'))
    request.onloadend = () => clearTimeout(timer)
    alive()
    request.send(bytes as Uint8Array<ArrayBuffer>)
  })
