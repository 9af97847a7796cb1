import { load, store } from '../storage.ts'

/** What stays open beside the board; the map as this device last had it. */
export class Panels {
  #map = $state(load('map') === true)
  elements = $state(false)

  get map(): boolean {
    return this.#map
  }

  set map(open: boolean) {
    this.#map = open
    store('map', open)
  }
}
