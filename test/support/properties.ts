import fc from 'fast-check'

/**
 * Properties are tried with the same values at each run, so that none fails by chance; `TIDEWIRE_FUZZ_RUNS`, which some of
 * them take as the number of their runs, makes it a search, with a seed of its own each time.
 */
if (!process.env.TIDEWIRE_FUZZ_RUNS) fc.configureGlobal({ seed: 20251006 })
