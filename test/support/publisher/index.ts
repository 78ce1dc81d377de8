export * from './answers.ts'
export * from './documents.ts'
export * from './poll-desk.ts'
export * from './publisher.ts'
