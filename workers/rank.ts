/** Freezes editions of the lists. One is enough; a second takes over when it dies. */
import { runWorkers } from '../src/app.ts'

await runWorkers(['rank'])
