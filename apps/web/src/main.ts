import { mount } from 'svelte'
import App from './App.svelte'
import { language } from './i18n/i18n.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/floating.css'

const target = document.getElementById('app')
if (!target) throw new Error('the page has no #app')
// The first words that appear are in the right language.
void language.start().then(() => {
  mount(App, { target })
  // In a task of its own, while the server is asked.
  setTimeout(() => language.prepareFormats(), 0)
})

/** Milliseconds that a page is given to come up by itself: a service worker's start takes as much of a small processor. */
const startUp = 3000

// While developing, the server's newest files are wanted and nothing else.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  addEventListener('load', () => {
    setTimeout(() => {
      // Where it is forbidden or fails, the page works as long as there is a network.
      navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
    }, startUp)
  })
