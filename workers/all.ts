/** Every stage in one process: for small installations and for trying things. */
import { ALL_STAGES, runWorkers } from '../src/app.ts'

await runWorkers(ALL_STAGES)
