// A run of the tests draws the same examples each time, so that a change is judged by itself; PROPERTY_SEED draws others.
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2026) })
