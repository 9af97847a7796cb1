interface Toast {
  readonly id: number
  readonly message: string
}

const most = 3

/** Messages that something failed; they stay until they are closed, the oldest make room. */
export class Toasts {
  #next = 0
  #shown = $state.raw<readonly Toast[]>([])

  get shown(): readonly Toast[] {
    return this.#shown
  }

  show(message: string): void {
    if (this.#shown.some((toast) => toast.message === message)) return
    this.#shown = [...this.#shown, { id: this.#next++, message }].slice(-most)
  }

  close(id: number): void {
    this.#shown = this.#shown.filter((toast) => toast.id !== id)
  }
}
