/**
 * A model of the operator's, on the same machine, that turns texts into vectors: texts of one meaning get near ones, in
 * whatever language. None is needed, and none is shipped.
 */
export interface EmbeddingModel {
  /** One vector a text, in their order, all of one length. Rejects when the model cannot be asked or makes no sense. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>
}
